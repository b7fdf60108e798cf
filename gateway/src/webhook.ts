import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';

/** Milliseconds in which billing must have answered. */
const PATIENCE_MS = 10_000;

/** Bytes of an answer to a provider: a few words. */
const LARGEST = 65_536;

/** Where the payment providers put their signatures, and what these cover. */
const SIGNED = [
  'x-callback-token',
  ...['client-id', 'request-id', 'request-timestamp', 'signature'],
  ...[
    'authorization',
    'x-timestamp',
    'x-signature',
    'x-client-key',
    'x-partner-id',
    'x-external-id',
    'channel-id',
  ],
];

const kept = new Agent({ keepAlive: true, maxSockets: 64 });

/**
 * Hands a provider's call on as it came: its signature is over these very bytes, and billing alone can judge it.
 *
 * @returns billing's answer, its body as JSON
 * @throws Error when billing does not answer whole and in time
 */
export function handOn(
  url: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
): Promise<{ status: number; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: 'POST', agent: kept, headers: handedOn(headers, body) });
    const slow = setTimeout(() => asked.destroy(new Error('Nothing came in time.')), PATIENCE_MS);
    const refuse = (error: Error) => {
      clearTimeout(slow);
      reject(error);
    };
    asked.once('error', refuse);
    asked.once('response', (answer) => {
      whole(answer).then((bytes) => {
        clearTimeout(slow);
        resolve({ status: answer.statusCode ?? 502, body: bytes });
      }, refuse);
    });
    asked.end(body);
  });
}

function handedOn(headers: IncomingHttpHeaders, body: Buffer): Record<string, string | number> {
  const said: Record<string, string | number> = {
    'content-type': headers['content-type'] ?? 'application/json',
    'content-length': body.length,
  };
  for (const name of SIGNED) {
    const value = headers[name];
    if (typeof value === 'string') said[name] = value;
  }
  return said;
}

async function whole(answer: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of answer as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > LARGEST) throw new Error('The answer is too large.');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
