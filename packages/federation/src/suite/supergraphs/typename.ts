import { FEDERATION_2, type SmallGraph } from '../small-graph';
import { members } from './abstract';

const names: SmallGraph = {
  phrase: '__typename everywhere',
  subgraphs: {
    ...members.subgraphs,
    far: {
      sdl: `${FEDERATION_2} type Query { box: Box!  any: [Any!] }
        type Box { inside: Any  count: Int }  union Any = Box | Dog
        type Dog @key(fields: "id", resolvable: false) { id: ID! }
        type Mutation { shake: Box }`,
      resolvers: {
        Query: {
          box: () => ({ __typename: 'Box', count: 1, inside: { __typename: 'Dog', id: 'd1' } }),
          any: () => [
            { __typename: 'Box', count: 2 },
            { __typename: 'Dog', id: 'd1' },
          ],
        },
        Mutation: { shake: () => ({ count: 3 }) },
      },
    },
  },
  cases: [
    {
      says: 'on the root, alone: nobody is called',
      operation: '{ __typename t: __typename ... on Query { again: __typename } }',
      data: { __typename: 'Query', t: 'Query', again: 'Query' },
      calls: [],
    },
    {
      says: 'on the root between fields, and on the root of a mutation',
      operation: 'mutation { a: __typename shake { __typename count } b: __typename }',
      data: { a: 'Mutation', shake: { __typename: 'Box', count: 3 }, b: 'Mutation' },
    },
    {
      says: 'on objects, interfaces, unions; early, late, renamed, twice; over subgraphs',
      operation: `{ box { count t: __typename inside { k: __typename ... on Dog { name __typename weight k2: __typename } } __typename }
        home { name ... on Animal { z: __typename } ... on Dog { d: __typename } } }`,
      data: {
        box: {
          count: 1,
          t: 'Box',
          inside: { k: 'Dog', name: 'Rex', __typename: 'Dog', weight: 9, k2: 'Dog' },
          __typename: 'Box',
        },
        home: [
          { name: 'Rex', z: 'Dog', d: 'Dog' },
          { name: 'Tom', z: 'Cat' },
        ],
      },
    },
    {
      says: 'alone below an abstract field',
      operation: '{ any { __typename } zoo { t: __typename } tank { __typename } }',
      data: {
        any: [{ __typename: 'Box' }, { __typename: 'Dog' }],
        zoo: [{ t: 'Fish' }, null, { t: 'Dog' }],
        tank: { __typename: 'Dog' },
      },
    },
    {
      says: 'beside introspection, which no subgraph is asked for',
      operation:
        '{ __type(name: "Any") { kind __typename possibleTypes { n: name } } __schema { queryType { name } } __typename }',
      data: {
        __type: { kind: 'UNION', __typename: '__Type', possibleTypes: [{ n: 'Box' }, { n: 'Dog' }] },
        __schema: { queryType: { name: 'Query' } },
        __typename: 'Query',
      },
      calls: [],
    },
    {
      says: 'introspection beside fields of subgraphs',
      operation: '{ box { count } __type(name: "Box") { name fields { name } } home { id } }',
      data: {
        box: { count: 1 },
        __type: { name: 'Box', fields: [{ name: 'inside' }, { name: 'count' }] },
        home: [{ id: 'd1' }, { id: 'c1' }],
      },
    },
  ],
};

export const typenames = [names];
