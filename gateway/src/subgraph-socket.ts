import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** What is asked on the socket; `extensions` carry the pass, which is of this operation alone. */
export interface Watch {
  query: string;
  variables: Record<string, unknown> | undefined;
  extensions?: Record<string, unknown>;
}

/** One socket to one subgraph, for all subscriptions of this process; open while there is one. */
export interface SubgraphSocket {
  /** Each item is one result. A refusal is a last result of its own; a lost connection is an error. */
  watch(watch: () => Watch): AsyncIterable<object>;
  close(): void;
}

const HEARTBEAT_MS = 10_000;
/** Who does not answer a heartbeat in this time is gone. */
const PONG_MS = 5_000;
/** The socket is kept a little when its last subscription ends: often another begins. */
const LINGER_MS = 3_000;
/** Results that may wait for the rest of their plan; more than that is told as a lost connection. */
const MOST_WAITING = 1_000;
const MOST_BYTES = 16 * 1024 * 1024;

class Socket extends WebSocket {
  constructor(address: string, protocols: string) {
    super(address, protocols, { perMessageDeflate: false, maxPayload: MOST_BYTES, handshakeTimeout: 3_000 });
  }
}

/** @param url  the subgraph's HTTP address */
export function subgraphSocket(url: string): SubgraphSocket {
  let pong: NodeJS.Timeout | undefined;
  const client: Client = createClient({
    url: url.replace(/^http/, 'ws'),
    webSocketImpl: Socket,
    lazy: true,
    lazyCloseTimeout: LINGER_MS,
    // Who watches knows from which cursor to go on; the socket does not.
    retryAttempts: 0,
    keepAlive: HEARTBEAT_MS,
    connectionAckWaitTimeout: PONG_MS,
    on: {
      ping: (received) => {
        if (!received) pong = setTimeout(() => client.terminate(), PONG_MS);
      },
      pong: (received) => {
        if (received) clearTimeout(pong);
      },
      closed: () => clearTimeout(pong),
    },
  });
  return {
    watch: (watch) => ({ [Symbol.asyncIterator]: () => results(client, watch()) }),
    close: () => void client.dispose(),
  };
}

interface Reader {
  resolve: (result: IteratorResult<object>) => void;
  reject: (error: unknown) => void;
}

const DONE: IteratorResult<object> = { done: true, value: undefined };

/** graphql-ws's own iterator keeps any number of results, and ends only when its next one has come. */
function results(client: Client, watch: Watch): AsyncIterator<object> {
  const waiting: object[] = [];
  let reader: Reader | undefined;
  let end: { error?: unknown } | undefined;
  const finish = (it: Reader) => {
    const error = end?.error;
    if (end) end = {};
    if (error === undefined) it.resolve(DONE);
    else it.reject(error);
  };
  const ended = (error?: unknown) => {
    if (end) return;
    end = { error };
    const it = reader;
    reader = undefined;
    if (it) finish(it);
  };
  const offer = (result: object) => {
    const it = reader;
    reader = undefined;
    if (it) return it.resolve({ done: false, value: result });
    waiting.push(result);
    if (waiting.length <= MOST_WAITING) return;
    waiting.length = 0;
    dispose();
    ended(new Error('More results came than can be told.'));
  };
  const dispose = client.subscribe(
    { ...watch },
    {
      next: (result) => end || offer(result),
      error: (error) => {
        // A list of errors is the subgraph's refusal; anything else is the connection.
        if (!Array.isArray(error)) return ended(error ?? new Error('The socket was closed.'));
        if (!end) offer({ errors: error });
        ended();
      },
      complete: () => ended(),
    },
  );
  return {
    next: () =>
      new Promise((resolve, reject) => {
        const result = waiting.shift();
        if (result) resolve({ done: false, value: result });
        else if (end) finish({ resolve, reject });
        else reader = { resolve, reject };
      }),
    return: async () => {
      waiting.length = 0;
      ended();
      dispose();
      return DONE;
    },
  };
}
