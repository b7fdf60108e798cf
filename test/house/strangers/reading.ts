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
  method: 'GET' | 'PUT' | 'POST';
  path: string;
  body?: object;
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
    asking.end(asked.body && JSON.stringify(asked.body));
  });
}

/** How many results such a stream has carried. */
export const resultsIn = (text: string): number => text.match(/"data":\{/g)?.length ?? 0;
