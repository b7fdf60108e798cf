import { GraphQLError } from 'graphql';
import { FEDERATION_2, type SmallGraph } from '../small-graph';

interface Counter {
  value: number;
  log: string[];
}
const step =
  (name: string) =>
  async (_: unknown, { by }: { by: number }, state: Counter): Promise<object> => {
    const before = state.value;
    await new Promise((resolve) => setImmediate(resolve));
    state.value = before + by;
    state.log.push(`${name} ${by}`);
    if (by < 0) throw new GraphQLError('not below', { extensions: { code: 'BELOW' } });
    return { id: 'c', value: state.value };
  };
const series: SmallGraph = {
  phrase: 'mutations in series',
  state: () => ({ value: 0, log: [] }),
  subgraphs: {
    left: {
      sdl: `${FEDERATION_2} type Query { log: [String!]! }
        type Mutation { left(by: Int!): Count  strict(by: Int!): Count! }
        type Count @key(fields: "id") { id: ID!  value: Int! }`,
      resolvers: {
        Query: { log: (_: unknown, __: unknown, state: Counter) => state.log },
        Mutation: { left: step('left'), strict: step('strict') },
        Count: { __resolveReference: (it: object) => it },
      },
    },
    right: {
      sdl: `${FEDERATION_2}
        type Mutation { right(by: Int!): Count }
        type Count @key(fields: "id") { id: ID!  seen: Int  label: String }`,
      resolvers: {
        Mutation: { right: step('right') },
        Count: {
          __resolveReference: (it: object) => it,
          seen: (_: unknown, __: unknown, state: Counter) => state.value,
          label: () => 'here',
        },
      },
    },
  },
  cases: [
    {
      says: 'each sees what the one before did, whichever subgraph did it; none runs twice',
      operation:
        'mutation { a: left(by: 1) { value } b: right(by: 10) { seen label } c: left(by: 100) { value } d: right(by: 1000) { seen } }',
      data: {
        a: { value: 1 },
        b: { seen: 11, label: 'here' },
        c: { value: 111 },
        d: { seen: 1111 },
      },
      calls: ['left', 'right', 'left', 'right'],
    },
    {
      says: 'fields of another subgraph follow',
      operation: 'mutation ($n: Int!) { left(by: $n) { label value id } }',
      variables: { n: 5 },
      data: { left: { label: 'here', value: 5, id: 'c' } },
      calls: ['left', 'right'],
    },
    {
      says: 'one that fails does not stop the next',
      operation: 'mutation { left(by: -1) { value } right(by: 3) { seen } again: left(by: 2) { value } }',
      data: { left: null, right: { seen: 2 }, again: { value: 4 } },
      errors: [{ path: ['left'], code: 'BELOW' }],
      calls: ['left', 'right', 'left'],
    },
    {
      says: 'one that must not be null takes the whole answer',
      operation: 'mutation { a: left(by: 1) { value } s: strict(by: -1) { value } }',
      data: null,
      errors: [{ path: ['s'], code: 'BELOW' }],
      calls: ['left'],
    },
    {
      says: 'one that fails explains those that went with it to the same subgraph, which must not be null either',
      operation: 'mutation { a: strict(by: 1) { value } s: strict(by: -1) { value } }',
      data: null,
      errors: [{ path: ['s'], code: 'BELOW' }],
      calls: ['left'],
    },
  ],
};

export const mutations = [series];
