import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type FrameSink, type FrameStream, type Graph, LIMITS, StreamEnded } from '@lindungi/federation';
import type { Asker } from './caller';
import { MaskedLog } from './masked-log';
import { Metrics } from './metrics';
import { serveSockets } from './sockets';
import { TokenRefused } from './token';

/** One client's stream, told by hand. */
export class Channel implements FrameStream {
  left = 0;
  #sink: FrameSink | undefined;
  #waiting: Buffer[] = [];
  #flowing = false;

  say(frame: Buffer | string): void {
    this.#waiting.push(Buffer.from(frame));
    if (this.#flowing) this.#flow();
  }

  end(error?: StreamEnded): void {
    this.#sink?.end(error);
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  flowTo(sink: FrameSink): () => void {
    this.#sink = sink;
    this.#flow();
    return () => this.#flow();
  }

  next = async () => ({ done: true as const, value: undefined });

  async return() {
    this.left++;
    this.#sink = undefined;
    return { done: true as const, value: undefined };
  }

  [Symbol.asyncIterator]() {
    return this;
  }

  #flow(): void {
    this.#flowing = true;
    while (this.#flowing && this.#sink && this.#waiting.length > 0) {
      this.#flowing = this.#sink.frame(this.#waiting.shift() as Buffer);
    }
  }
}

export const ended = (code: 'STREAM_TOO_SLOW' | 'DEGRADED') => new StreamEnded(code, 'It is over.');

/** A graph of which every subscription is a channel, and every query answers with its own text. */
export function channelGraph() {
  const channels: Channel[] = [];
  const askers: Asker[] = [];
  const graph = {
    prepare: ({ query }: { query: string }) => ({
      kind: query.startsWith('subscription') ? 'subscription' : 'query',
    }),
    execute: async (_: unknown, { context }: { context: Asker }) => {
      askers.push(context);
      return Buffer.from('{"data":{"one":1}}');
    },
    subscribe: async () => {
      const channel = new Channel();
      channels.push(channel);
      return channel;
    },
  } as unknown as Graph<Asker>;
  return { graph, channels, askers };
}

interface Person extends Asker {
  name: string;
  language: string;
}

/** Sockets at a port of their own. The token `until <epoch seconds> <name>` ends then; `bad` is refused. */
export async function openSockets() {
  const { graph, channels, askers } = channelGraph();
  const front: Server = createServer();
  const served = serveSockets<Person>(front, {
    graph,
    mostBytes: LIMITS.body,
    masked: new MaskedLog(() => {}),
    metrics: new Metrics(),
    callerOf: async ({ authorization, language = 'id' }) => {
      if (authorization === 'bad') throw new TokenRefused('It is bad.');
      const [, until, name = ''] = /^until (\S+) ?(.*)$/.exec(authorization ?? '') ?? [];
      return { until: until ? Number(until) : null, name, language };
    },
    rightsOf: ({ name, language }) => `${name} ${language}`,
    origins: { allowed: new Set(['https://portal.example']), development: false },
  });
  await new Promise<void>((ready) => front.listen(0, '127.0.0.1', ready));
  const { port } = front.address() as AddressInfo;
  const stop = async () => {
    await served.stop();
    front.closeAllConnections();
    front.close();
  };
  return { url: `ws://127.0.0.1:${port}/graphql`, channels, askers, stop };
}
