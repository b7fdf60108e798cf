import type { IncomingMessage } from 'node:http';

export class BodyTooLarge extends Error {}

/**
 * Reads a request's body, and stops reading when it is larger than it may be. Compressed bodies are not read at
 * all: their real size is known too late. What is refused stays readable as a request, so that it can be answered.
 *
 * @param most  bytes
 * @throws BodyTooLarge
 */
export function readBody(request: IncomingMessage, most: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const encoding = request.headers['content-encoding'];
    const refuse = () => {
      request.pause();
      reject(new BodyTooLarge());
    };
    if (encoding && encoding !== 'identity') return refuse();
    if (Number(request.headers['content-length'] ?? 0) > most) return refuse();
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > most) refuse();
      else chunks.push(chunk);
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', reject);
  });
}
