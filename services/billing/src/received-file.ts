import type { IncomingMessage } from 'node:http';

/** Bytes of a file that somebody sends: four thousand donors are a quarter of it. */
const LARGEST = 1024 * 1024;

/** How long the bytes may take to arrive, in ms. */
const PATIENCE_MS = 20_000;

/** The body of a request as it came; undefined when it is larger than 1 MiB, too slow or cut off. */
export function bytesOf(req: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((done) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const end = (bytes?: Buffer) => {
      clearTimeout(timer);
      req.removeAllListeners('data');
      if (!bytes) req.resume(); // let the answer out before the rest is dropped
      done(bytes);
    };
    const timer = setTimeout(end, PATIENCE_MS);
    req.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > LARGEST) end();
      else chunks.push(chunk);
    });
    req.once('end', () => end(Buffer.concat(chunks)));
    req.once('error', () => end());
    req.once('close', () => end());
  });
}
