import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { GraphQLError } from 'graphql';

/** The body was not read to its end, or not read at all. */
export class BodyRefused extends Error {
  constructor(
    readonly status: 400 | 413 | 415,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const NOTHING = Buffer.alloc(0);

/**
 * Reads a request's body, and stops reading when it is larger than it may be. Compressed bodies are not read at
 * all: their real size is known too late. What is refused stays readable as a request, so that it can be answered.
 *
 * @param most  bytes
 * @throws BodyRefused
 */
export function readBody(request: IncomingMessage, most: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const refuse = (refused: BodyRefused) => {
      request.pause();
      reject(refused);
    };
    const tooLarge = () =>
      refuse(new BodyRefused(413, 'BODY_TOO_LARGE', `A request may have ${most} bytes.`));
    // Nothing is heard of a body whose sender has gone before it was listened to.
    if (request.destroyed) return refuse(new BodyRefused(400, 'BODY_CUT', 'The body ended before its end.'));
    const encoding = request.headers['content-encoding'];
    if (encoding && encoding !== 'identity') {
      return refuse(new BodyRefused(415, 'ENCODING_REFUSED', 'Send the body as it is, not compressed.'));
    }
    if (Number(request.headers['content-length'] ?? 0) > most) return tooLarge();
    // Nearly all come in one piece.
    let first: Buffer = NOTHING;
    let more: Buffer[] | undefined;
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > most) tooLarge();
      else if (first === NOTHING) first = chunk;
      else if (more) more.push(chunk);
      else more = [chunk];
    });
    request.on('end', () => resolve(more ? Buffer.concat([first, ...more]) : first));
    request.on('error', () => refuse(new BodyRefused(400, 'BODY_CUT', 'The body ended before its end.')));
  });
}

/**
 * Reads JSON that means one thing to everybody: in UTF-8 whole, and no key of one object twice. (Two readers on
 * the way of a request may take different ones of two `query` keys.)
 *
 * @throws GraphQLError REQUEST_MALFORMED
 */
export function readJson(body: Buffer): unknown {
  let json: unknown;
  try {
    json = isUtf8(body) ? JSON.parse(body.toString('utf8')) : undefined;
  } catch {
    json = undefined;
  }
  if (json === undefined) return refuse('The body is not JSON in UTF-8.');
  if (keysOf(json) !== colonsOf(body)) return refuse('A key of the body is there twice.');
  return json;
}

function refuse(message: string): never {
  throw new GraphQLError(message, { extensions: { code: 'REQUEST_MALFORMED' } });
}

/** The keys of a value and of all within it. Not by recursion: the value may be as deep as its body is long. */
function keysOf(json: unknown): number {
  let keys = 0;
  const open = [json];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    const items = Array.isArray(value) ? value : Object.values(value);
    if (items !== value) keys += items.length;
    for (const item of items) if (typeof item === 'object') open.push(item);
  }
  return keys;
}

const [QUOTE, COLON, BACKSLASH] = [34, 58, 92] as const;

/** In valid JSON every key has its colon, and every other colon is in a text. */
function colonsOf(body: Buffer): number {
  let colons = 0;
  for (let at = 0; at < body.length; at++) {
    const byte = body[at];
    if (byte === COLON) colons++;
    else if (byte === QUOTE) {
      while (body[++at] !== QUOTE) if (body[at] === BACKSLASH) at++;
    }
  }
  return colons;
}
