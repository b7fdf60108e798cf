import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

const HEARTBEAT_MS = 15_000;
/** Bytes that may wait for one slow reader before it is let go. */
const MOST_WAITING = 1024 * 1024;
const TIMEOUT_MOST = 2 ** 31 - 1;

/**
 * Sends results as server-sent events, in the "distinct connections" form of GraphQL over SSE: `next` per
 * result, `complete` at the end. Ends when the reader goes, when the token does, or when the reader is too slow.
 *
 * @param until  epoch seconds at which the reader's token ends; null for a public stream
 */
export async function sendEvents(
  results: AsyncIterable<object>,
  response: ServerResponse,
  until: number | null,
): Promise<void> {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  response.write(':\n\n');
  const iterator = results[Symbol.asyncIterator]();
  const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS);
  const closed = once(response, 'close').then(() => ({ done: true, value: undefined }) as const);
  const over = tokenEnd(until);
  try {
    while (!response.destroyed) {
      const next = await Promise.race([iterator.next(), closed, over.promise]);
      if (next.done) break;
      response.write(`event: next\ndata: ${JSON.stringify(next.value)}\n\n`);
      if (response.writableLength > MOST_WAITING) return void response.destroy();
    }
    response.end('event: complete\ndata:\n\n');
  } finally {
    clearInterval(heartbeat);
    over.cancel();
    iterator.return?.()?.catch(() => {});
  }
}

function tokenEnd(until: number | null): {
  promise: Promise<{ done: true; value: undefined }>;
  cancel: () => void;
} {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<{ done: true; value: undefined }>((end) => {
    if (until === null) return;
    const wait = Math.min(Math.max(until * 1000 - Date.now(), 0), TIMEOUT_MOST);
    timer = setTimeout(() => end({ done: true, value: undefined }), wait);
  });
  return { promise, cancel: () => clearTimeout(timer) };
}
