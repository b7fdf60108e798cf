import { AnswerMalformed, type Head, HeadReader } from './http-head';

/** One HTTP/1.1 answer as it is read. */
export interface Answer {
  status: number;
  json: boolean;
  body: Buffer;
  /** The connection can carry another request. */
  reusable: boolean;
  /** Milliseconds the other side keeps an idle connection, if it says so. */
  idleMs: number | undefined;
  /** Bytes of the last piece that come behind it: the beginning of the next answer. */
  more: number;
}

const MOST_HEAD = 16 * 1024;
const MOST_BODY = 64 * 1024 * 1024;
const END_OF_HEAD = Buffer.from('\r\n\r\n');
const END_OF_LINE = Buffer.from('\r\n');

/**
 * Reads answers, one after the other, from the pieces they come in, and keeps none of them: what it needs it copies. It knows what a
 * GraphQL server sends and no more: that is what makes it several times cheaper than a general client.
 */
export class AnswerReader {
  readonly #heads = new HeadReader();
  #head: Head | undefined;
  /** What came before the head was whole; then the pieces of a body whose length nobody told. */
  #pieces: Buffer[] = [];
  /** Bytes in these pieces, and how many there must be before it is worth looking at them. */
  #size = 0;
  #enough = 0;
  /** A body of known length, and how much of it is there. */
  #body: Buffer | undefined;
  #filled = 0;
  #chunks: Buffer[] = [];
  #chunked = 0;

  /**
   * Takes a piece, which may be written over as soon as this returns; answers when it was the last, or when the last
   * byte is in it.
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
    const head = this.#heads.read(bytes.toString('latin1', 0, end));
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
    return head?.length === -1 ? this.#whole(head, this.#all(), 0) : undefined;
  }

  #takeBody(head: Head, piece: Buffer): Answer | undefined {
    const body = this.#body;
    if (!body) return this.#takePiece(head, piece);
    const missing = body.length - this.#filled;
    const taken = Math.min(missing, piece.length);
    body.set(taken === piece.length ? piece : piece.subarray(0, taken), this.#filled);
    this.#filled += taken;
    return taken === missing ? this.#whole(head, body, piece.length - taken) : undefined;
  }

  #takePiece(head: Head, piece: Buffer): Answer | undefined {
    if (piece.length > 0) this.#pieces.push(Buffer.from(piece));
    this.#size += piece.length;
    if (this.#size + this.#chunked > MOST_BODY) tooLarge();
    return head.length === -1 || this.#size < this.#enough ? undefined : this.#readChunks(head);
  }

  #all(): Buffer {
    if (this.#pieces.length !== 1) this.#pieces = [Buffer.concat(this.#pieces, this.#size)];
    return this.#pieces[0] as Buffer;
  }

  #readChunks(head: Head): Answer | undefined {
    const bytes = this.#all();
    for (let at = 0; ; ) {
      const line = bytes.indexOf(END_OF_LINE, at);
      if (line < 0) return this.#wait(bytes, at, 1);
      const size = Number.parseInt(bytes.toString('latin1', at, line), 16);
      if (!(size >= 0)) throw new AnswerMalformed('A chunk has no length.');
      const begin = line + 2;
      if (size === 0) {
        const end = trailerEnd(bytes, begin);
        return end < 0 ? this.#wait(bytes, at, 1) : this.#whole(head, this.#joined(), bytes.length - end);
      }
      const next = begin + size + 2;
      if (next > bytes.length) return this.#wait(bytes, at, next - bytes.length);
      this.#chunks.push(bytes.subarray(begin, begin + size));
      this.#chunked += size;
      at = next;
    }
  }

  #joined(): Buffer {
    return this.#chunks.length === 1 ? (this.#chunks[0] as Buffer) : Buffer.concat(this.#chunks);
  }

  /** @param at  where the chunk begins that is not whole; it misses so many bytes at least */
  #wait(bytes: Buffer, at: number, missing: number): undefined {
    const rest = bytes.subarray(at);
    this.#pieces = [rest];
    this.#size = rest.length;
    this.#enough = rest.length + missing;
  }

  /** @param more  bytes behind it, of the next */
  #whole({ status, json, reusable, idleMs }: Head, body: Buffer, more: number): Answer {
    this.#head = undefined;
    this.#body = undefined;
    this.#filled = 0;
    if (this.#pieces.length > 0) this.#pieces = [];
    if (this.#chunks.length > 0) this.#chunks = [];
    this.#size = 0;
    this.#enough = 0;
    this.#chunked = 0;
    return { status, json, body, reusable, idleMs, more };
  }
}

function tooLarge(): never {
  throw new AnswerMalformed('The answer is too large.');
}

/** Where an answer in chunks ends; -1 when that has not come yet. */
function trailerEnd(bytes: Buffer, at: number): number {
  if (bytes.subarray(at, at + 2).equals(END_OF_LINE)) return at + 2;
  const end = bytes.indexOf(END_OF_HEAD, at);
  return end < 0 ? -1 : end + END_OF_HEAD.length;
}
