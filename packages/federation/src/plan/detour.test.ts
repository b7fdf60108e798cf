import { expect, test } from '@jest/globals';
import { createGraph } from '../graph';
import { FEDERATION_2 } from '../suite/small-graph';
import { setStage } from '../suite/stage';

const heights: Record<string, number> = { a: 1, b: 2, c: 3 };
const bosses: Record<string, string> = { a: 'b', b: 'c', c: 'a' };

/** `rank` needs the other subgraph's `height`, on a person to whom only this subgraph knows the way. */
const stage = setStage({
  town: {
    sdl: `${FEDERATION_2} type Query { people: [Person!]! }
      type Person @key(fields: "id") { id: ID!  height: Int  friends: [Person!]! }`,
    resolvers: {
      Query: { people: () => [{ id: 'a' }, { id: 'b' }] },
      Person: {
        __resolveReference: (it: { id: string }) => it,
        height: ({ id }: { id: string }) => heights[id],
        friends: ({ id }: { id: string }) => (id === 'a' ? [{ id: 'b' }, { id: 'c' }] : []),
      },
    },
  },
  guild: {
    sdl: `${FEDERATION_2} type Mutation { promote: Person }
      type Person @key(fields: "id") { id: ID!  height: Int @external
        rank(of: Int): String @requires(fields: "height")  boss: Person }`,
    resolvers: {
      Mutation: { promote: () => ({ id: 'b' }) },
      Person: {
        __resolveReference: (it: object) => it,
        rank: ({ id, height }: { id: string; height?: number }, { of }: { of?: number }) =>
          `${id}${height}/${of}`,
        boss: ({ id }: { id: string }) => ({ id: bosses[id] }),
      },
    },
  },
});

const alarms: unknown[] = [];
const graph = createGraph<object>({
  supergraph: stage.supergraph,
  limits: 'none',
  fetch: async ({ subgraph, body }) => Buffer.from(await stage.answer(subgraph, body, {})),
  onAlarm: (line) => alarms.push(line),
});
const dataOf = async (query: string, variables = {}) => {
  const prepared = await graph.prepare({ query, variables });
  const answer = JSON.parse((await graph.execute(prepared, { variables, context: {} })).toString());
  expect(answer.errors).toBeUndefined();
  return answer.data;
};

test('a requirement on an entity that its own subgraph has reached is planned', async () => {
  expect(await dataOf('{ people { boss { rank } } }')).toEqual({
    people: [{ boss: { rank: 'b2/undefined' } }, { boss: { rank: 'c3/undefined' } }],
  });
});

test('again and again, with aliases, arguments and variables', async () => {
  const query = `query ($n: Int) { people { id: height boss { rank(of: $n) height: id
    boss { r: rank(of: 1) friends { boss { rank(of: 2) } } } } } }`;
  expect(await dataOf(query, { n: 7 })).toEqual({
    people: [
      { id: 1, boss: { rank: 'b2/7', height: 'b', boss: { r: 'c3/1', friends: [] } } },
      {
        id: 2,
        boss: {
          rank: 'c3/7',
          height: 'c',
          boss: { r: 'a1/1', friends: [{ boss: { rank: 'c3/2' } }, { boss: { rank: 'a1/2' } }] },
        },
      },
    ],
  });
});

test('behind a mutation, which is sent once', async () => {
  expect(await dataOf('mutation { promote { boss { rank } } }')).toEqual({
    promote: { boss: { rank: 'c3/undefined' } },
  });
});

test('without an alarm', () => {
  expect(alarms).toEqual([]);
});
