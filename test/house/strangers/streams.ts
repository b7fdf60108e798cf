import type { House } from '@lindungi/cli';
import { operationText, type Pass, passKey, signPass } from '@lindungi/tenancy';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { ASKED_AGAIN, BUSY, type Door } from './asking';
import type { Asker } from './people';

/** A subscription that is listened to without wanting anything of it. */
export interface Listening {
  /** All that came until now, errors too. */
  heard: string[];
  /** Resolves with the first thing that came, as an answer: a value, errors, no data where it ended without a word. */
  first: Promise<string>;
  stop(): Promise<void>;
}

const PATIENCE_MS = 4_000;

/**
 * Listens at a door, as a client at the gateway or as the gateway at a subgraph.
 *
 * @param shown  the pass that the subgraph is shown, where it is not the right one; null for none
 */
export function listen(
  house: House,
  door: Door,
  asker: Asker,
  query: string,
  shown?: string | null,
): Listening {
  const client =
    door === 'gateway'
      ? atGateway(asker)
      : createClient({
          url: address(house.urls[door]),
          webSocketImpl: WebSocket,
          retryAttempts: 0,
          lazy: true,
        });
  const pass = door === 'gateway' || shown !== undefined ? shown : streamPass(house, door, asker, query);
  const extensions = pass ? { extensions: { pass } } : {};
  const heard: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  const first = new Promise<string>((told) => {
    const tell = (what: string) => {
      heard.push(what);
      told(what);
    };
    timer = setTimeout(() => told('silence'), PATIENCE_MS);
    const subscribe = (left: number) =>
      client.subscribe(
        { query, variables: {}, ...extensions },
        {
          next: (value) => tell(JSON.stringify(value)),
          error(error) {
            const what = JSON.stringify({ errors: errorsOf(error) });
            if (left > 0 && BUSY.test(what)) subscribe(left - 1);
            else tell(what);
          },
          complete: () => told('{"data":null}'),
        },
      );
    subscribe(ASKED_AGAIN);
  }).finally(() => clearTimeout(timer));
  return { heard, first, stop: async () => client.dispose() };
}

function atGateway({ visitor }: Asker): Client {
  class Socket extends WebSocket {
    constructor(url: string, protocols: string) {
      super(url, protocols, visitor.host ? { headers: { host: visitor.host } } : {});
    }
  }
  return createClient({
    url: address(visitor.url),
    webSocketImpl: Socket,
    retryAttempts: 0,
    connectionParams: visitor.token ? { authorization: `Bearer ${visitor.token}` } : {},
  });
}

const address = (url: string) => `${url.replace(/^http/, 'ws')}/graphql`;

/** Errors of GraphQL; a socket that was closed is told by its code. */
function errorsOf(error: unknown): unknown {
  if (Array.isArray(error)) return error;
  const { code, reason } = error as { code?: number; reason?: string };
  return [{ message: reason, extensions: { code: `CLOSED_${code}` } }];
}

/** What the gateway shows a subgraph for one operation; `more` is what somebody else would make of it. */
export function streamPass(
  house: House,
  door: Exclude<Door, 'gateway'>,
  { bearer }: Asker,
  query: string,
  more: Partial<Pass> = {},
): string {
  const exp = Math.floor(Date.now() / 1000) + 20;
  const pass: Pass = { kind: 'STREAM', ...bearer, language: 'id', exp, ...more };
  return signPass(passKey(house.env[door].LINDUNGI_PASS_KEY ?? ''), pass, operationText(query, {}));
}
