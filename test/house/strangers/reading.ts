import { request } from 'node:http';
import type { Visitor } from '@lindungi/cli';

/** An answer that may go on and on, as it is read: server-sent events, parts, or one text. */
export interface Reading {
  status: number;
  /** What came until now. */
  text(): string;
  /** When nothing more can come. */
  ended: Promise<void>;
  stop(): void;
}

export interface Asked {
  method: string;
  path: string;
  /** An object is sent as JSON, bytes as they are. */
  body?: object | Buffer;
  headers?: Readonly<Record<string, string>>;
}

/** Asks the front door, and goes on reading. Resolves when an answer has begun. */
export function read({ url, host, token }: Visitor, asked: Asked): Promise<Reading> {
  const headers = {
    'content-type': 'application/json',
    ...(host && { host }),
    ...(token && { authorization: `Bearer ${token}` }),
    ...asked.headers,
  };
  return new Promise((tell, fail) => {
    const asking = request(`${url}${asked.path}`, { method: asked.method, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        text += chunk;
      });
      answer.once('error', () => {});
      const ended = new Promise<void>((done) => answer.once('close', done));
      tell({ status: answer.statusCode ?? 0, text: () => text, ended, stop: () => asking.destroy() });
    });
    asking.once('error', fail);
    const { body } = asked;
    asking.end(Buffer.isBuffer(body) ? body : body && JSON.stringify(body));
  });
}

/** Asks, and reads to the end: status and text. */
export async function readWhole(visitor: Visitor, asked: Asked): Promise<string> {
  const reading = await read(visitor, asked);
  await reading.ended;
  return `${reading.status} ${reading.text()}`;
}

/** How many results such a stream has carried. */
export const resultsIn = (text: string): number => text.match(/"data":\{/g)?.length ?? 0;
