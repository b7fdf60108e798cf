import { describe, expect, test } from '@jest/globals';
import { createGraph } from './graph';
import type { Refused } from './refused';
import type { GraphSettings } from './settings';
import { FEDERATION_2 } from './suite/small-graph';
import { setStage } from './suite/stage';

const people = {
  sdl: `${FEDERATION_2} type Stall @key(fields: "id") { id: ID!  keeper: String }`,
  resolvers: {
    Stall: { __resolveReference: (it: object) => it, keeper: ({ id }: { id: string }) => `keeper of ${id}` },
  },
};
const town = (fields = '') => ({
  sdl: `${FEDERATION_2} scalar JSON  type Query { stall: Stall  echo(given: JSON): JSON  say(text: String = "d", of: In): String }
    input In { a: Int  b: String }
    type Subscription { opened: Stall }
    type Stall @key(fields: "id") { id: ID!  ${fields} }`,
  resolvers: {
    Query: {
      stall: () => ({ id: 's1' }),
      echo: (_: unknown, { given }: { given: unknown }) => given,
      say: (_: unknown, given: object) => JSON.stringify(given),
    },
  },
});
/** An upstream that never says a word. */
const SILENT = {
  next: () => new Promise<never>(() => {}),
  return: async () => ({ done: true as const, value: undefined }),
};
const stage = setStage({ town: town(), people });

function graphOf(more: Partial<GraphSettings<object>> = {}) {
  const graph = createGraph<object>({
    supergraph: stage.supergraph,
    limits: 'none',
    fetch: async ({ subgraph, body }) => Buffer.from(await stage.answer(subgraph, body, {})),
    ...more,
  });
  const ask = async (query: string, variables: Record<string, unknown> = {}) => {
    const prepared = await graph.prepare({ query, variables });
    return JSON.parse((await graph.execute(prepared, { variables, context: {} })).toString());
  };
  return { graph, ask };
}

describe('a graph', () => {
  test('answers about itself beside what it asks', async () => {
    const { ask } = graphOf();
    const query = '{ t: __typename s: stall { keeper } __type(name: "Stall") { fields { name } } }';
    expect(await ask(query)).toEqual({
      data: {
        t: 'Query',
        s: { keeper: 'keeper of s1' },
        __type: { fields: [{ name: 'id' }, { name: 'keeper' }] },
      },
    });
  });

  test('shows nothing of federation', async () => {
    const { ask } = graphOf();
    const { data } = await ask(
      '{ __schema { types { name } directives { name } queryType { fields { name } } } }',
    );
    expect(JSON.stringify(data)).not.toMatch(/join__|link__|_Any|_entities|inaccessible/);
  });

  test('sends absent variables as absent, null as null, and defaults', async () => {
    const { ask } = graphOf();
    const query =
      'query ($text: String, $a: Int, $of: In) { say(text: $text, of: $of) x: say(of: { a: $a }) }';
    expect((await ask(query)).data).toEqual({ say: '{"text":"d"}', x: '{"text":"d","of":{}}' });
    expect((await ask(query, { text: null, a: null, of: { b: null } })).data).toEqual({
      say: '{"text":null,"of":{"b":null}}',
      x: '{"text":"d","of":{"a":null}}',
    });
  });

  test('refuses variables that do not fit', async () => {
    const { ask } = graphOf();
    const refused = (await ask('query ($n: Int!) { say(of: { a: $n }) }', {}).catch(
      (error) => error,
    )) as Refused;
    expect(refused.errors[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });

  test('plans anew if it is executed with other switches than it was prepared with', async () => {
    const { graph } = graphOf();
    const query = 'query ($on: Boolean!) { stall { id keeper @include(if: $on) } }';
    const prepared = await graph.prepare({ query, variables: { on: false } });
    const answer = await graph.execute(prepared, { variables: { on: true }, context: {} });
    expect(answer.toString()).toBe('{"data":{"stall":{"id":"s1","keeper":"keeper of s1"}}}');
  });

  test('tells the operator what the planner cannot do, and the client no more than that', async () => {
    const alarms: { what: string }[] = [];
    const { graph } = graphOf({ onAlarm: (line) => alarms.push(line) });
    const prepared = await graph.prepare({ query: '{ stall { id } }' });
    prepared.supergraph.planner.plan = () => {
      throw new Error('walker failed');
    };
    const refused = (() => {
      try {
        return graph.prepare({ query: '{ stall { keeper } }' });
      } catch (error) {
        return error;
      }
    })() as Refused;
    expect(refused.errors).toEqual([
      { message: expect.not.stringContaining('walker'), extensions: { code: 'PLANNING_FAILED' } },
    ]);
    expect(alarms).toEqual([expect.objectContaining({ what: 'the planner failed' })]);
  });
});

describe('another supergraph', () => {
  test('is taken into use, and what was under way ends on the old one', async () => {
    const renewed = setStage({ town: town('name: String'), people });
    let now = stage;
    const fetch = async ({ subgraph, body }: { subgraph: string; body: Buffer }) =>
      Buffer.from(await now.answer(subgraph, body, {}));
    const { graph, ask } = graphOf({ fetch });
    const old = await graph.prepare({ query: '{ stall { id } }' });
    now = renewed;
    expect(await graph.swap(renewed.supergraph)).toMatchObject({ accepted: true });
    expect((await ask('{ stall { name } }')).data).toEqual({ stall: { name: null } });
    expect((await graph.execute(old, { context: {} })).toString()).toBe('{"data":{"stall":{"id":"s1"}}}');
  });

  test('leaves nothing of the old one behind: programs are made anew', async () => {
    const { graph, ask } = graphOf();
    for (let n = 0; n < 4; n++) await ask('{ stall { keeper } }');
    expect(graph.stats.programs).toBe(1);
    await graph.swap(setStage({ town: town('name: String'), people }).supergraph);
    expect(graph.stats).toMatchObject({ plans: 0, programs: 0 });
    for (let n = 0; n < 4; n++)
      expect((await ask('{ stall { keeper } }')).data.stall.keeper).toBe('keeper of s1');
    expect(graph.stats).toMatchObject({ programs: 1 });
  });

  test('is what a stream begins on that was prepared on the old one', async () => {
    const { graph } = graphOf({ subscribe: () => ({ [Symbol.asyncIterator]: () => SILENT }) });
    const query = 'subscription { opened { id } }';
    const old = await graph.prepare({ query });
    await graph.swap(setStage({ town: town('name: String'), people }).supergraph);
    const stream = await graph.subscribe(old, { context: {} });
    const gone = `${FEDERATION_2} type Query { stall: ID } type Subscription { closed: ID }`;
    expect(await graph.swap(setStage({ town: { sdl: gone, resolvers: {} } }).supergraph)).toMatchObject({
      ended: 1,
    });
    await expect(stream.next()).rejects.toMatchObject({ code: 'STREAM_FIELDS_GONE' });
    await expect(graph.subscribe(old, { context: {} })).rejects.toMatchObject({ name: 'Refused' });
  });

  const joined = (type: string) =>
    `schema { query: Query } type Query @join__type(graph: A) ${type} enum join__Graph { A @join__graph(name: "a", url: "") }`;

  test.each([
    '',
    '{',
    'type Query { a: Int }',
    'enum join__Graph { A }',
    joined('{ a: Nowhere }'),
    joined('@join__type(graph: B) { a: Int }'),
    joined('@join__type(graph: A, key: "b") { a: Int }'),
    joined('{ a: Int @join__field(graph: A, requires: "{{") }'),
    joined('{ a: Int @join__field(graph: A, requires: "b { c }") }'),
  ])('that is none changes nothing: %j', async (sdl) => {
    const { graph, ask } = graphOf();
    expect(await graph.swap(sdl)).toMatchObject({ accepted: false, reason: expect.any(String) });
    expect((await ask('{ stall { id } }')).data).toEqual({ stall: { id: 's1' } });
  });
});

test('an event of a subscription is completed from the other subgraphs', async () => {
  const { graph } = graphOf({
    async *subscribe() {
      yield { data: { o: { __typename: 'Stall', id: 's7' } } };
      yield { data: { o: null }, errors: [{ message: 'closed', path: ['o'] }] };
    },
  });
  const prepared = await graph.prepare({ query: 'subscription { o: opened { keeper id } }' });
  const frames: string[] = [];
  for await (const frame of await graph.subscribe(prepared, { context: {} })) frames.push(frame.toString());
  expect(frames[0]).toBe('{"data":{"o":{"keeper":"keeper of s7","id":"s7"}}}');
  expect(JSON.parse(frames[1]!)).toMatchObject({ data: { o: null } });
});
