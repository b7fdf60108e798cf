import type { ServerResponse } from 'node:http';
import type { FrameStream, StreamEnded } from '@lindungi/federation';
import { timeLeft } from './time-left';

/** How frames look inside one long HTTP answer. */
export interface HttpForm {
  contentType: string;
  /** Sent at once, so that a client and what stands between know that the answer has begun. */
  opening: string;
  /** Bytes of one frame; the same for all who read this form, so they are made once per frame. */
  next: (frame: Buffer) => Buffer;
  heartbeat: string;
  end: (error: StreamEnded | undefined) => string;
}

const HEARTBEAT_MS = 12_000;
/** Bytes that may wait in one socket before frames wait in the client's own queue, which is bounded. */
const ENOUGH_WAITING = 64 * 1024;

/**
 * Sends a stream as one long answer. Ends when the stream does, when the reader goes, and when the reader's
 * token ends; a reader that is too slow is cut off, because what would tell it so could not be read either.
 *
 * @param until  epoch seconds at which the reader's token ends; null for a public stream
 */
export function sendFrames(
  frames: FrameStream,
  response: ServerResponse,
  until: number | null,
  form: HttpForm,
): void {
  response.writeHead(200, {
    'content-type': form.contentType,
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  response.write(form.opening);
  const heartbeat = setInterval(() => response.write(form.heartbeat), HEARTBEAT_MS);
  const expiry = until === null ? undefined : setTimeout(() => stop(), timeLeft(until));
  const stop = (error?: StreamEnded) => {
    clearInterval(heartbeat);
    clearTimeout(expiry);
    void frames.return();
    if (response.destroyed || response.writableEnded) return;
    if (error?.code === 'STREAM_TOO_SLOW') response.destroy();
    else response.end(form.end(error));
  };
  response.once('close', () => stop());
  const resume = frames.flowTo({
    frame: (frame) => {
      if (response.destroyed) return false;
      response.write(form.next(frame));
      if (response.writableLength < ENOUGH_WAITING) return true;
      response.once('drain', () => resume());
      return false;
    },
    end: stop,
  });
}

/** Remembers the last frame's bytes: a frame goes to all its readers in one go. */
export function madeOnce(make: (frame: Buffer) => Buffer): (frame: Buffer) => Buffer {
  let last: Buffer | undefined;
  let made: Buffer | undefined;
  return (frame) => {
    if (frame !== last || !made) made = make(frame);
    last = frame;
    return made;
  };
}

/** One frame and no more, for an answer that is not a stream in a form made for streams. */
export function oneFrame(frame: Buffer): FrameStream {
  return {
    flowTo(sink) {
      sink.frame(frame);
      sink.end();
      return () => {};
    },
    next: async () => ({ done: true, value: undefined }),
    return: async () => ({ done: true, value: undefined }),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
