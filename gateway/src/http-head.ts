/** What came is not HTTP as our subgraphs speak it. */
export class AnswerMalformed extends Error {}

/** What the head of an answer says. */
export interface Head {
  status: number;
  json: boolean;
  reusable: boolean;
  idleMs: number | undefined;
  /** Bytes of the body; -1: until the connection ends; undefined: in chunks. */
  length: number | undefined;
}

/** A head that came before: what stood around the digits of its length, and what it said. */
interface Known {
  before: string;
  behind: string;
  said: Head;
}

const [ZERO, NINE] = [48, 57] as const;

/** Reads heads. Those of one connection differ from second to second, and in their length: what is the same is read once. */
export class HeadReader {
  #known: Known | undefined;

  /**
   * @param text  without the empty line at its end
   * @throws AnswerMalformed
   */
  read(text: string): Head {
    const known = this.#known;
    const length = known && lengthIn(text, known);
    if (known && length !== undefined) {
      const { status, json, reusable, idleMs } = known.said;
      return { status, json, reusable, idleMs, length };
    }
    const said = readHead(text);
    const [line, digits = ''] = LENGTH.exec(text) ?? [];
    if (line !== undefined && said.length !== undefined) {
      const at = text.indexOf(line) + line.length;
      this.#known = { before: text.slice(0, at - digits.length), behind: text.slice(at), said };
    }
    return said;
  }
}

const LENGTH = /\r\ncontent-length: *(\d+)/i;

/** The length in a head that is for the rest as a known one; else undefined. */
function lengthIn(text: string, { before, behind }: Known): number | undefined {
  if (!text.startsWith(before) || !text.endsWith(behind)) return undefined;
  const end = text.length - behind.length;
  if (end <= before.length) return undefined;
  let length = 0;
  for (let at = before.length; at < end; at++) {
    const digit = text.charCodeAt(at);
    if (digit < ZERO || digit > NINE) return undefined;
    length = length * 10 + digit - ZERO;
  }
  return length;
}

function readHead(text: string): Head {
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1];
  if (!status) throw new AnswerMalformed('The answer is not HTTP.');
  const chunked = /\r\ntransfer-encoding:[^\r]*chunked/i.test(text);
  const length = LENGTH.exec(text)?.[1];
  const idle = /\r\nkeep-alive:[^\r]*timeout=(\d+)/i.exec(text)?.[1];
  return {
    status: Number(status),
    json: /\r\ncontent-type:[^\r;]*json/i.test(text),
    reusable: text.startsWith('HTTP/1.1') && !/\r\nconnection: *close/i.test(text),
    idleMs: idle === undefined ? undefined : Number(idle) * 1000,
    length: chunked ? undefined : length === undefined ? -1 : Number(length),
  };
}
