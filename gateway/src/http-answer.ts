/** One HTTP/1.1 answer as it is read. */
export interface Answer {
  status: number;
  json: boolean;
  body: Buffer;
  /** The connection can carry another request. */
  reusable: boolean;
  /** Milliseconds the other side keeps an idle connection, if it says so. */
  idleMs: number | undefined;
}

/** What came is not HTTP as our subgraphs speak it. */
export class AnswerMalformed extends Error {}

const MOST_HEAD = 16 * 1024;
const MOST_BODY = 64 * 1024 * 1024;
const END_OF_HEAD = Buffer.from('\r\n\r\n');
const END_OF_LINE = Buffer.from('\r\n');

interface Head {
  status: number;
  json: boolean;
  reusable: boolean;
  idleMs: number | undefined;
  /** Bytes of the body; -1: until the connection ends; undefined: in chunks. */
  length: number | undefined;
}

/**
 * Reads one answer from the pieces it comes in, and keeps none of them: what it needs it copies. It knows what a
 * GraphQL server sends and no more: that is what makes it several times cheaper than a general client.
 */
export class AnswerReader {
  #head: Head | undefined;
  /** What came before the head was whole; then the pieces of a body whose length nobody told. */
  #pieces: Buffer[] = [];
  #size = 0;
  #body: Buffer | undefined;
  #filled = 0;

  /**
   * Takes a piece, which may be written over as soon as this returns; answers when it was the last.
   *
   * @throws AnswerMalformed
   */
  take(piece: Buffer): Answer | undefined {
    if (this.#head) return this.#takeBody(this.#head, piece);
    const bytes = this.#pieces.length > 0 ? Buffer.concat([...this.#pieces, piece]) : piece;
    const end = bytes.indexOf(END_OF_HEAD);
    if (end < 0) {
      if (bytes.length > MOST_HEAD) throw new AnswerMalformed('The head of the answer is too long.');
      this.#pieces = [Buffer.from(bytes)];
      return undefined;
    }
    this.#pieces = [];
    const head = readHead(bytes.toString('latin1', 0, end));
    this.#head = head;
    if (head.length !== undefined && head.length >= 0) {
      if (head.length > MOST_BODY) tooLarge();
      this.#body = Buffer.allocUnsafe(head.length);
    }
    return this.#takeBody(head, bytes.subarray(end + END_OF_HEAD.length));
  }

  /** The connection has ended: for some answers that is how they end. */
  close(): Answer | undefined {
    const head = this.#head;
    return head?.length === -1 ? answerOf(head, this.#all(), false) : undefined;
  }

  #takeBody(head: Head, piece: Buffer): Answer | undefined {
    const body = this.#body;
    if (!body) return this.#takePiece(head, piece);
    const missing = body.length - this.#filled;
    this.#filled += piece.copy(body, this.#filled, 0, Math.min(missing, piece.length));
    return this.#filled === body.length ? answerOf(head, body, piece.length === missing) : undefined;
  }

  #takePiece(head: Head, piece: Buffer): Answer | undefined {
    if (piece.length > 0) this.#pieces.push(Buffer.from(piece));
    this.#size += piece.length;
    if (this.#size > MOST_BODY) tooLarge();
    return head.length === -1 ? undefined : this.#readChunks(head);
  }

  #all(): Buffer {
    if (this.#pieces.length !== 1) this.#pieces = [Buffer.concat(this.#pieces, this.#size)];
    return this.#pieces[0] as Buffer;
  }

  /** Reads from the beginning, but only once the last piece seems to be there. */
  #readChunks(head: Head): Answer | undefined {
    const last = this.#pieces[this.#pieces.length - 1];
    if (!last || (last.length >= 4 && !last.subarray(-4).equals(END_OF_HEAD))) return undefined;
    const bytes = this.#all();
    const parts: Buffer[] = [];
    for (let at = 0; ; ) {
      const line = bytes.indexOf(END_OF_LINE, at);
      if (line < 0) return undefined;
      const size = Number.parseInt(bytes.toString('latin1', at, line), 16);
      if (!(size >= 0)) throw new AnswerMalformed('A chunk has no length.');
      at = line + 2;
      if (size === 0) {
        const end = bytes.subarray(at, at + 2).equals(END_OF_LINE) ? at + 2 : trailerEnd(bytes, at);
        if (end < 0 || end > bytes.length) return undefined;
        return answerOf(
          head,
          parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts),
          end === bytes.length,
        );
      }
      if (at + size + 2 > bytes.length) return undefined;
      parts.push(bytes.subarray(at, at + size));
      at += size + 2;
    }
  }
}

function tooLarge(): never {
  throw new AnswerMalformed('The answer is too large.');
}

function trailerEnd(bytes: Buffer, at: number): number {
  const end = bytes.indexOf(END_OF_HEAD, at);
  return end < 0 ? -1 : end + END_OF_HEAD.length;
}

function readHead(text: string): Head {
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1];
  if (!status) throw new AnswerMalformed('The answer is not HTTP.');
  const chunked = /\r\ntransfer-encoding:[^\r]*chunked/i.test(text);
  const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1];
  const idle = /\r\nkeep-alive:[^\r]*timeout=(\d+)/i.exec(text)?.[1];
  return {
    status: Number(status),
    json: /\r\ncontent-type:[^\r;]*json/i.test(text),
    reusable: text.startsWith('HTTP/1.1') && !/\r\nconnection: *close/i.test(text),
    idleMs: idle === undefined ? undefined : Number(idle) * 1000,
    length: chunked ? undefined : length === undefined ? -1 : Number(length),
  };
}

const answerOf = ({ status, json, reusable, idleMs }: Head, body: Buffer, exact: boolean): Answer => ({
  status,
  json,
  body,
  // What comes after an answer that nobody has asked for belongs to no request of ours.
  reusable: reusable && exact,
  idleMs,
});
