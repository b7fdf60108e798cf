import { expect, test } from '@jest/globals';
import { createGraph } from '../graph';
import { FEDERATION_2 } from '../suite/small-graph';
import { setStage } from '../suite/stage';
import { settled, Tap, type Visitor } from './street.fixture';

const rents = { s1: 9_000 };
const street = (extra = '') =>
  setStage({
    market: {
      sdl: `${FEDERATION_2}
        type Query { stall: Stall }
        type Stall @key(fields: "id") { id: ID! name: String }
        type StallUpdate { stall: Stall! cursor: String! }
        type Subscription { stallChanged(id: ID, after: String): StallUpdate! ${extra} }`,
      resolvers: {},
    },
    town: {
      sdl: `${FEDERATION_2} type Query { town: String } type Stall @key(fields: "id") { id: ID! rent: Int }`,
      resolvers: { Stall: { __resolveReference: ({ id }: { id: 's1' }) => ({ id, rent: rents[id] }) } },
    },
  });

const WATCH = 'subscription ($id: ID) { change: stallChanged(id: $id) { stall { title: name rent } } }';
const bytes = (value: object) => Buffer.from(JSON.stringify(value));

async function open() {
  const stage = street();
  const taps: Tap[] = [];
  let fetches = 0;
  const graph = createGraph<Visitor>({
    supergraph: stage.supergraph,
    limits: 'none',
    fetch: async (call) => {
      fetches++;
      return Buffer.from(await stage.answer(call.subgraph, call.body, {}));
    },
    subscribe: (call) => {
      const tap = new Tap(call);
      taps.push(tap);
      return tap;
    },
    rightsOf: (it) => it.rights,
  });
  const prepared = await graph.prepare({ query: WATCH });
  const watch = () => graph.subscribe(prepared, { variables: { id: 's1' }, context: { rights: 'sari' } });
  return { graph, taps, watch, fetches: () => fetches };
}

/** What the subgraph says to the operation it was asked; the key of its root field is the planner's choice. */
function told(tap: Tap, name: string, cursor: string): object {
  const key = /\{\s*(?:(\w+)\s*:\s*)?stallChanged/.exec(tap.call.operation)?.[1] ?? 'stallChanged';
  const title = /(\w+)\s*:\s*name/.exec(tap.call.operation)?.[1] ?? 'name';
  const at = /(\w+)\s*:\s*cursor/.exec(tap.call.operation)?.[1] ?? 'cursor';
  const stall: Record<string, string> = { __typename: 'Stall', id: 's1', [title]: name };
  const asked = [...tap.call.operation.matchAll(/__typename|\bid\b(?!:)(?=[\s}])|name/g)].map(([it]) => it);
  const inOrder = Object.fromEntries(
    [...new Set(asked)].map((it) => (it === 'name' ? [title, name] : [it, stall[it]])),
  );
  return { data: { [key]: { stall: inOrder, [at]: cursor } } };
}

test('a thousand clients: one upstream, one entity fetch per event, one frame, by both paths', async () => {
  const { graph, taps, watch, fetches } = await open();
  const clients = await Promise.all(Array.from({ length: 1000 }, watch));
  for (let event = 1; event <= 6; event++) {
    rents.s1 = event;
    taps[0]!.say(bytes(told(taps[0]!, `Bu "Tini" ${event}`, `c${event}`)));
    const frames = await Promise.all(clients.map((it) => it.next()));
    expect(new Set(frames.map((it) => it.value)).size).toBe(1);
    expect(String(frames[0]!.value)).toBe(
      JSON.stringify({ data: { change: { stall: { title: `Bu "Tini" ${event}`, rent: event } } } }),
    );
    expect(fetches()).toBe(event);
  }
  expect(taps).toHaveLength(1);
  expect(graph.stats).toMatchObject({ clients: 1000, upstreams: 1 });
  await Promise.all(clients.map((it) => it.return()));
  expect(taps[0]!.returned).toBe(1);
  expect(graph.stats.ended).toMatchObject({ LEFT: 1000, COMPLETE: 0 });
});

test('a subgraph that restarts, and a supergraph that changes, are not seen by who watches', async () => {
  const { graph, taps, watch } = await open();
  const client = await watch();
  taps[0]!.say(told(taps[0]!, 'one', 'c1'));
  expect(String((await client.next()).value)).toMatch('one');
  taps[0]!.cut();
  await new Promise((done) => setTimeout(done, 80));
  expect(taps[1]!.call.variables).toEqual({ id: 's1', cursor: 'c1' });
  taps[1]!.say(told(taps[1]!, 'two', 'c2'));
  expect(String((await client.next()).value)).toMatch('two');

  expect(await graph.swap('type Query')).toMatchObject({ accepted: false, kept: 1 });
  expect(await graph.swap(street('stallOpened: Stall').supergraph)).toMatchObject({
    accepted: true,
    kept: 1,
    ended: 0,
  });
  taps[1]!.say(told(taps[1]!, 'three', 'c3'));
  expect(String((await client.next()).value)).toMatch('three');
  expect(taps).toHaveLength(2);

  const gone = setStage({ market: { sdl: `${FEDERATION_2} type Query { stall: ID }`, resolvers: {} } });
  expect(await graph.swap(gone.supergraph)).toMatchObject({ accepted: true, kept: 0, ended: 1 });
  await expect(client.next()).rejects.toMatchObject({ code: 'STREAM_FIELDS_GONE' });
  expect(graph.stats.ended).toMatchObject({ LEFT: 0, STREAM_FIELDS_GONE: 1 });
});

test('an entity that cannot be fetched costs only its fields', async () => {
  const stage = street();
  const tap: Tap[] = [];
  const graph = createGraph<Visitor>({
    supergraph: stage.supergraph,
    limits: 'none',
    fetch: () => Promise.reject(new Error('down')),
    subscribe: (call) => {
      tap.push(new Tap(call));
      return tap[0]!;
    },
  });
  const prepared = await graph.prepare({ query: WATCH });
  const client = await graph.subscribe(prepared, { variables: {}, context: { rights: 'sari' } });
  tap[0]!.say(told(tap[0]!, 'one', 'c1'));
  const frame = JSON.parse(String((await client.next()).value));
  expect(frame.data).toEqual({ change: { stall: { title: 'one', rent: null } } });
  expect(frame.errors).toEqual([
    expect.objectContaining({ extensions: expect.objectContaining({ code: 'DEGRADED' }) }),
  ]);
  await settled();
  await client.return();
});
