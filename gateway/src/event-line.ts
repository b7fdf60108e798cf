import type { ServerResponse } from 'node:http';
import type { FrameStream } from '@lindungi/federation';
import { timeLeft } from './time-left';

const HEARTBEAT_MS = 12_000;
/** Bytes that may wait in the line before frames wait in each operation's own queue, which is bounded. */
const ENOUGH_WAITING = 64 * 1024;
const MOST_OPERATIONS = 50;

/** One answer of server-sent events that carries many operations: the "single connection" form. */
export interface EventLine {
  /** Whether another operation of this id may begin. */
  admits(id: string): 'YES' | 'TAKEN' | 'TOO_MANY';
  /** Holds the id until the operation's outcome is known; answers whether it is still wanted then. */
  begin(id: string): () => boolean;
  one(id: string, body: Buffer): void;
  stream(id: string, frames: FrameStream): void;
  /** Nothing came of it. */
  drop(id: string): void;
  stop(id: string): void;
}

/** @param until  epoch seconds at which the reader's token ends */
export function eventLine(response: ServerResponse, until: number | null, onClose: () => void): EventLine {
  const running = new Map<string, { frames?: FrameStream }>();
  const waiting = new Set<() => void>();
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  response.write(':\n\n');
  const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS);
  const expiry = until === null ? undefined : setTimeout(() => response.end(), timeLeft(until));
  const stop = (id: string) => {
    const { frames } = running.get(id) ?? {};
    running.delete(id);
    void frames?.return();
  };
  response.once('close', () => {
    clearInterval(heartbeat);
    clearTimeout(expiry);
    for (const id of [...running.keys()]) stop(id);
    onClose();
  });
  response.on('drain', () => {
    const them = [...waiting];
    waiting.clear();
    for (const resume of them) resume();
  });
  const next = (id: string, body: Buffer) => {
    response.write(`event: next\ndata: {"id":${JSON.stringify(id)},"payload":${onOneLine(body)}}\n\n`);
    return response.writableLength < ENOUGH_WAITING;
  };
  const complete = (id: string) => {
    running.delete(id);
    response.write(`event: complete\ndata: ${JSON.stringify({ id })}\n\n`);
  };
  return {
    admits: (id) => (running.has(id) ? 'TAKEN' : running.size >= MOST_OPERATIONS ? 'TOO_MANY' : 'YES'),
    begin(id) {
      const mine = {};
      running.set(id, mine);
      return () => running.get(id) === mine;
    },
    one(id, body) {
      next(id, body);
      complete(id);
    },
    stream(id, frames) {
      running.set(id, { frames });
      const resume = frames.flowTo({
        frame(frame) {
          if (response.destroyed) return false;
          if (next(id, frame)) return true;
          waiting.add(resume);
          return false;
        },
        end(error) {
          // A line that is read too slowly could not tell so either.
          if (error?.code === 'STREAM_TOO_SLOW') return void response.destroy();
          if (error) next(id, Buffer.from(JSON.stringify({ errors: [error] })));
          complete(id);
        },
      });
    },
    drop: (id) => void running.delete(id),
    stop,
  };
}

/** A line break in JSON is white space; in an event it would be the end of the line. */
const onOneLine = (body: Buffer): string => body.toString().replace(/[\r\n]+/g, ' ');
