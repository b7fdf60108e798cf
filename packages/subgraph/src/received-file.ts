import type { IncomingMessage, ServerResponse } from 'node:http';
import { answer } from './http';

/** What may be wrong with bytes that somebody sends: more than they may be, too long on their way, or not whole. */
export type NotReceived = 'TOO_LARGE' | 'TOO_SLOW' | 'CUT_OFF';

/** More bytes came than may. */
export class FileTooLarge extends Error {}

/**
 * The body of a request as it came, whole, or why it is not. What comes of it after that is read and dropped, so that
 * an answer can be said.
 *
 * @param most        bytes it may have
 * @param patienceMs  how long the bytes may take to arrive, in ms
 */
export function bytesOf(
  req: IncomingMessage,
  { most, patienceMs }: { most: number; patienceMs: number },
): Promise<Buffer | NotReceived> {
  return new Promise((done) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const end = (result: Buffer | NotReceived) => {
      clearTimeout(timer);
      req.removeAllListeners('data');
      if (!Buffer.isBuffer(result)) req.resume(); // let the answer out before the rest is dropped
      done(result);
    };
    const timer = setTimeout(end, patienceMs, 'TOO_SLOW');
    req.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > most) end('TOO_LARGE');
      else chunks.push(chunk);
    });
    req.once('end', () => end(Buffer.concat(chunks)));
    req.once('error', () => end('CUT_OFF'));
    req.once('close', () => end('CUT_OFF'));
  });
}

/**
 * The body of a request as it comes, in pieces of at least one size but for the last; who sends waits while a piece is
 * worked on.
 *
 * @param most   bytes it may have in all
 * @param piece  bytes of a piece
 * @throws FileTooLarge  before anything beyond `most` is handed out; the rest is dropped, so that an answer can be said
 * @throws Error         when it is cut off
 */
export async function* streamOf(
  req: IncomingMessage,
  { most, piece }: { most: number; piece: number },
): AsyncGenerator<Buffer, void> {
  let [chunks, waiting, length]: [Buffer[], number, number] = [[], 0, 0];
  for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > most) {
      req.resume();
      throw new FileTooLarge();
    }
    chunks.push(chunk);
    waiting += chunk.length;
    if (waiting < piece) continue;
    yield Buffer.concat(chunks);
    [chunks, waiting] = [[], 0];
  }
  if (waiting > 0) yield Buffer.concat(chunks);
}

/** Cuts a body off that has more than `most` bytes, for whoever reads the request as a stream itself. */
export function cutOffBeyond(req: IncomingMessage, most: number): void {
  let length = 0;
  req.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > most) req.destroy(new FileTooLarge());
  });
}

/**
 * Answers a request about a file, once, as JSON that nothing keeps. The connection ends with a 413, for the rest of the
 * file may still be on its way.
 *
 * @param unread  the request, where its body may not have been read: then the connection ends, and the rest is dropped
 * @returns true, for a handler that has taken the request
 */
export function say(res: ServerResponse, status: number, body: object, unread?: IncomingMessage): true {
  const rest = unread && !unread.complete ? unread : undefined;
  const ends = status === 413 || rest !== undefined;
  const headers = { 'cache-control': 'no-store', ...(ends && { connection: 'close' }) };
  answer(res, status, JSON.stringify(body), headers);
  rest?.resume();
  return true;
}
