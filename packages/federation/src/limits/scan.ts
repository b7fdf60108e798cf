import { GraphQLError } from 'graphql';
import { type Limits, refuseSize } from './limits';

/** What a document is made of, before anything parses it. */
export interface Scanned {
  tokens: number;
  comments: number;
  /** Brackets open at once. */
  depth: number;
}

/** Deeper than any operation within the depth limit, and far from where a parser's stack ends. */
const MOST_OPEN = 64;

const [TAB, LINE, RETURN, SPACE, QUOTE, HASH, COMMA, DOT, BACKSLASH, BOM] = [
  9, 10, 13, 32, 34, 35, 44, 46, 92, 0xfeff,
] as const;

const SIGN = { OTHER: 0, IGNORED: 1, WORD: 2, OPENING: 3, CLOSING: 4 } as const;

const SIGNS = new Uint8Array(128);
for (const code of [TAB, LINE, RETURN, SPACE, COMMA]) SIGNS[code] = SIGN.IGNORED;
for (const sign of '([{') SIGNS[sign.charCodeAt(0)] = SIGN.OPENING;
for (const sign of ')]}') SIGNS[sign.charCodeAt(0)] = SIGN.CLOSING;
for (let code = 48; code < 123; code++) {
  if (/\w/.test(String.fromCharCode(code))) SIGNS[code] = SIGN.WORD;
}
// A number may begin with one; nothing else of the grammar has them.
SIGNS['-'.charCodeAt(0)] = SIGN.WORD;
SIGNS['+'.charCodeAt(0)] = SIGN.WORD;

/**
 * Looks at the text before any parser does: a parser recurses on brackets, skips any number of comments, and
 * reads a text to its end before it minds how long it is. One pass, no recursion, nothing kept.
 *
 * @throws GraphQLError QUERY_TOO_LARGE, or GRAPHQL_PARSE_FAILED for a text (`"…"`) that never ends
 */
export function scan(query: string, limits: Pick<Limits, 'tokens' | 'comments'>): Scanned {
  let open = 0;
  let depth = 0;
  let comments = 0;
  let tokens = 0;
  for (let at = 0; at < query.length; ) {
    const code = query.charCodeAt(at);
    const sign = code < 128 ? SIGNS[code] : code === BOM ? SIGN.IGNORED : SIGN.OTHER;
    if (sign === SIGN.IGNORED) {
      at++;
      continue;
    }
    if (code === HASH) {
      if (++comments > limits.comments) refuseSize('The document has too many comments.');
      at = endOfLine(query, at);
      continue;
    }
    if (++tokens > limits.tokens) refuseSize(`A document may have ${limits.tokens} tokens.`);
    if (sign === SIGN.WORD) at = endOfWord(query, at);
    else if (code === QUOTE) at = endOfText(query, at);
    else if (code === DOT) at += 3;
    else {
      if (sign === SIGN.OPENING && ++open > depth) depth = open;
      else if (sign === SIGN.CLOSING) open--;
      if (open > MOST_OPEN) refuseSize('The document is nested too deeply.');
      at++;
    }
  }
  return { tokens, comments, depth };
}

function endOfWord(query: string, from: number): number {
  let at = from + 1;
  // The point of 1.5 belongs to its number; after a name it begins a spread.
  const number = query.charCodeAt(from) < 58;
  for (; at < query.length; at++) {
    const code = query.charCodeAt(at);
    if (code >= 128) break;
    if (SIGNS[code] !== SIGN.WORD && !(number && code === DOT)) break;
  }
  return at;
}

/** Past the end of a comment: a line ends with either sign, or the document does. */
function endOfLine(query: string, from: number): number {
  let at = from;
  for (; at < query.length; at++) {
    const code = query.charCodeAt(at);
    if (code === LINE || code === RETURN) break;
  }
  return at;
}

function endOfText(query: string, from: number): number {
  if (query.startsWith('"""', from)) return endOfBlock(query, from + 3);
  for (let at = from + 1; at < query.length; at++) {
    const code = query.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code === BACKSLASH) at++;
    else if (code === LINE || code === RETURN) break;
  }
  return endless();
}

/** A block (`"""…"""`) holds anything but its own end, which it may hold as `\"""`. */
function endOfBlock(query: string, from: number): number {
  for (let at = query.indexOf('"""', from); at >= 0; at = query.indexOf('"""', at + 3)) {
    if (query.charCodeAt(at - 1) !== BACKSLASH || at === from) return at + 3;
  }
  return endless();
}

function endless(): never {
  throw new GraphQLError('A text of the document never ends.', {
    extensions: { code: 'GRAPHQL_PARSE_FAILED' },
  });
}
