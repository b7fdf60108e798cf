import { buildSchema, Kind, type OperationDefinitionNode, parse, print } from 'graphql';
import type { Prepared } from '../plan/prepared';
import type { SubgraphCall } from '../settings';
import type { FrameStream } from './frame-stream';
import { createStreams } from './open-streams';
import type { StreamSettings } from './streams';

/** A market whose stalls are watched; `after` goes on from a cursor, `rang` has neither beginning nor cursor. */
export const STREET = `
  type Query { stall: Stall }
  type Stall { name: String }
  type StallUpdate { stall: Stall cursor: String! }
  type Bell { stroke: Int }
  type Subscription {
    stallChanged(id: ID, after: String): StallUpdate
    rang: Bell
  }`;

/** A subscription as G prepares it; the planner's part is the client's own text, asked of one subgraph. */
export function prepared(query: string, sdl = STREET, url = 'http://market'): Prepared {
  const schema = buildSchema(sdl);
  const document = parse(query);
  const operation = document.definitions.find(
    (it) => it.kind === Kind.OPERATION_DEFINITION,
  ) as OperationDefinitionNode;
  const names = operation.variableDefinitions?.map((it) => it.variable.name.value) ?? [];
  return {
    query,
    operationName: undefined,
    kind: 'subscription',
    supergraph: {
      sdl,
      planner: undefined as never,
      api: schema,
      full: schema,
      subgraphs: new Map([['MARKET', { name: 'MARKET', url }]]),
    },
    operation,
    fragments: {},
    plan: {
      kind: 'QueryPlan',
      node: {
        kind: 'Subscription',
        primary: { kind: 'Fetch', serviceName: 'MARKET', operation: print(document), variableUsages: names },
      },
    },
    conditions: [],
    introspective: false,
    coerce: (variables: Record<string, unknown>) => ({ ...variables }),
  } as unknown as Prepared;
}

/** One upstream as the subgraph's side sees it. */
export class Tap implements AsyncIterableIterator<object> {
  returned = 0;
  readonly #said: (object | Error | undefined)[] = [];
  #reader: { resolve: (it: IteratorResult<object>) => void; reject: (error: Error) => void } | undefined;

  constructor(readonly call: SubgraphCall<Visitor>) {}

  say(it: object | Error | undefined): void {
    this.#said.push(it);
    this.#serve();
  }

  /** The connection is cut. */
  cut(): void {
    this.say(new Error('socket hang up'));
  }

  next(): Promise<IteratorResult<object>> {
    return new Promise((resolve, reject) => {
      this.#reader = { resolve, reject };
      this.#serve();
    });
  }

  async return(): Promise<IteratorResult<object>> {
    this.returned++;
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #serve(): void {
    const reader = this.#reader;
    if (!reader || this.#said.length === 0) return;
    this.#reader = undefined;
    const it = this.#said.shift();
    if (it instanceof Error) reader.reject(it);
    else reader.resolve(it === undefined ? { done: true, value: undefined } : { done: false, value: it });
  }
}

export interface Visitor {
  rights: string;
}

export const sari: Visitor = { rights: 'sari' };
export const budi: Visitor = { rights: 'budi' };

/** What the upstream tells of a stall. */
export const stall = (name: string, cursor: string) => ({
  data: { stallChanged: { stall: { name }, cursor } },
});

/** Until everything that waits for nothing has happened. */
export const settled = async () => {
  for (let n = 0; n < 5; n++) await new Promise(setImmediate);
};

export const WATCH =
  'subscription ($after: String) { stallChanged(after: $after) { stall { name } cursor } }';

/** The streams of one graph, all of one plan: sharing asks for the same supergraph. */
export function oneStreet(more: Partial<StreamSettings<Visitor>> = {}) {
  const taps: Tap[] = [];
  const executed: string[] = [];
  const streams = createStreams<Visitor>({
    subscribe: (call) => {
      const tap = new Tap(call);
      taps.push(tap);
      return tap;
    },
    executeEvent: async (_prepared, _variables, primary) => {
      executed.push(primary.toString());
      return primary;
    },
    rightsOf: (visitor) => visitor.rights,
    ...more,
  });
  const plan = prepared(WATCH);
  const watch = (context = sari, variables: Record<string, unknown> = {}) =>
    streams.open(plan, { variables, context });
  return { taps, executed, streams, plan, watch };
}

export const nameIn = (frame: Buffer) => JSON.parse(frame.toString()).data.stallChanged.stall.name;

/** The name in the next frame; undefined at the end. */
export const next = async (stream: FrameStream) => {
  const { done, value } = await stream.next();
  return done ? undefined : nameIn(value);
};
