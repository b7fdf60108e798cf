import type { Visitor } from '@lindungi/cli';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** A subscription as a test reads it: the next value, or the next one that is so. */
export interface Watch<Data> {
  next(): Promise<Data>;
  until(wanted: (data: Data) => boolean, milliseconds?: number): Promise<Data>;
  seen: Data[];
  stop(): Promise<void>;
}

/** Watches over graphql-transport-ws, as browsers and phones do. */
export function watch<Data>(
  visitor: Visitor,
  query: string,
  variables: Record<string, unknown> = {},
): Watch<Data> {
  return watching(visitor, { query, variables });
}

/** Watches a stored operation by its id. */
export function watchStored<Data>(visitor: Visitor, documentId: string): Watch<Data> {
  return watching(visitor, { query: '', documentId } as { query: string });
}

function watching<Data>(
  visitor: Visitor,
  asked: { query: string; variables?: Record<string, unknown> },
): Watch<Data> {
  class Socket extends WebSocket {
    constructor(address: string, protocols: string) {
      super(address, protocols, visitor.host ? { headers: { host: visitor.host } } : {});
    }
  }
  const client = createClient({
    url: `${visitor.url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: Socket,
    retryAttempts: 0,
    connectionParams: visitor.token ? { authorization: `Bearer ${visitor.token}` } : {},
  });
  return reading(client, client.iterate(asked) as AsyncIterableIterator<Result<Data>>);
}

interface Result<Data> {
  data?: Data;
  errors?: unknown;
}

function reading<Data>(client: Client, results: AsyncIterableIterator<Result<Data>>): Watch<Data> {
  const seen: Data[] = [];
  const next = async (): Promise<Data> => {
    const { done, value } = await within(results.next(), 10_000, 'the stream said nothing');
    if (done) throw new Error('The stream has ended.');
    if (value.errors || !value.data) throw new Error(JSON.stringify(value.errors));
    seen.push(value.data);
    return value.data;
  };
  return {
    seen,
    next,
    async until(wanted, milliseconds = 15_000) {
      const end = Date.now() + milliseconds;
      while (Date.now() < end) {
        const value = await next();
        if (wanted(value)) return value;
      }
      throw new Error(`The stream never said what was awaited; last: ${JSON.stringify(seen.at(-1))}`);
    },
    async stop() {
      await results.return?.();
      await client.dispose();
    },
  };
}

/** The work's result, or an error that says what did not happen in time. */
export async function within<T>(work: Promise<T>, milliseconds: number, otherwise: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`Within ${milliseconds} ms ${otherwise}.`)), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
