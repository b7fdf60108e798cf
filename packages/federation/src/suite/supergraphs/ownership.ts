import { among, amongWith, FEDERATION_2, type SmallGraph } from '../small-graph';

const bills = [
  { id: 'b1', amount: 10, due: 'may' },
  { id: 'b2', amount: 20, due: 'june' },
];
const override: SmallGraph = {
  phrase: '@override',
  subgraphs: {
    old: {
      sdl: `${FEDERATION_2} type Query { bills: [Bill!]!  total: Int }
        type Bill @key(fields: "id") { id: ID!  amount: Int  due: String }`,
      resolvers: {
        Query: { bills: () => bills, total: () => -1 },
        Bill: { __resolveReference: among(bills, 'id'), amount: () => -1 },
      },
    },
    new: {
      sdl: `${FEDERATION_2} type Query { total: Int @override(from: "old") }
        type Bill @key(fields: "id") { id: ID!  amount: Int @override(from: "old")  due: String @external
          reminder: String @requires(fields: "due") }`,
      resolvers: {
        Query: { total: () => 30 },
        Bill: {
          __resolveReference: amongWith(bills, 'id'),
          reminder: (it: { due: string }) => `in ${it.due}`,
        },
      },
    },
  },
  cases: [
    {
      says: 'the new owner answers, on roots and on entities',
      operation: '{ bills { amount due reminder } total }',
      data: {
        bills: [
          { amount: 10, due: 'may', reminder: 'in may' },
          { amount: 20, due: 'june', reminder: 'in june' },
        ],
        total: 30,
      },
    },
  ],
};

const product = { id: 'p1', name: 'Pen', price: 3, stock: { count: 7, place: 'A', note: 'dry' } };
const roots: SmallGraph = {
  phrase: '@shareable roots',
  subgraphs: {
    names: {
      sdl: `${FEDERATION_2} type Query { product: Product @shareable  all: [Product] @shareable  now: Int @shareable }
        type Product @shareable { id: ID!  name: String }`,
      resolvers: { Query: { product: () => product, all: () => [product, null], now: () => 1 } },
    },
    prices: {
      sdl: `${FEDERATION_2} type Query { product: Product @shareable  all: [Product] @shareable  now: Int @shareable }
        type Product { id: ID! @shareable  price: Int }`,
      resolvers: { Query: { product: () => product, all: () => [product, null], now: () => 1 } },
    },
  },
  cases: [
    {
      says: 'one root field is fetched in halves and joined, objects and lists by place',
      operation: '{ product { price id name } all { name p: price } }',
      data: { product: { price: 3, id: 'p1', name: 'Pen' }, all: [{ name: 'Pen', p: 3 }, null] },
      otherThanStitching: 'stitching does not join lists without keys',
    },
    {
      says: 'whoever has it all answers alone',
      operation: '{ now product { name } }',
      data: { now: 1, product: { name: 'Pen' } },
      calls: ['names'],
    },
  ],
};

const valuesGraph: SmallGraph = {
  phrase: '@shareable values',
  subgraphs: {
    one: {
      sdl: `${FEDERATION_2} type Query { product: Product }
        type Product @key(fields: "id") { id: ID!  stock: Stock @shareable }
        type Stock { count: Int @shareable  place: String }`,
      resolvers: { Query: { product: () => product }, Product: { __resolveReference: () => product } },
    },
    two: {
      sdl: `${FEDERATION_2} type Product @key(fields: "id") { id: ID!  stock: Stock @shareable }
        type Stock { count: Int @shareable  note: String }`,
      resolvers: { Product: { __resolveReference: () => product } },
    },
  },
  cases: [
    {
      says: 'a value type is filled from both subgraphs into one object',
      operation: '{ product { stock { note count place } } }',
      data: { product: { stock: { note: 'dry', count: 7, place: 'A' } } },
    },
    {
      says: 'under two names as well',
      operation: '{ product { a: stock { n: note } b: stock { place c: count } } }',
      data: { product: { a: { n: 'dry' }, b: { place: 'A', c: 7 } } },
    },
  ],
};

const hidden: SmallGraph = {
  phrase: '@inaccessible',
  subgraphs: {
    front: {
      sdl: `${FEDERATION_2} type Query { things: [Thing!]!  any: [Any]  door: Door }
        type Thing @key(fields: "code") { code: ID! @inaccessible  name: String }
        union Any = Thing | Ghost
        type Ghost @inaccessible { id: ID }
        interface Door { id: ID }
        type Open implements Door { id: ID }
        type Secret implements Door @inaccessible { id: ID }`,
      resolvers: {
        Query: {
          things: () => [{ code: 'c1', name: 'one' }],
          any: () => [
            { __typename: 'Ghost', id: 'g' },
            { __typename: 'Thing', code: 'c2', name: 'two' },
          ],
          door: () => ({ __typename: 'Secret', id: 'd' }),
        },
      },
    },
    back: {
      sdl: `${FEDERATION_2} type Thing @key(fields: "code") { code: ID! @inaccessible  weight: Int }`,
      resolvers: {
        Thing: {
          __resolveReference: (it: { code: string }) => ({ ...it, weight: it.code === 'c1' ? 1 : 2 }),
        },
      },
    },
  },
  cases: [
    {
      says: 'a key the client may not see still joins',
      operation: '{ things { weight name } }',
      data: { things: [{ weight: 1, name: 'one' }] },
    },
    {
      says: 'a type the client may not see is null and never named',
      operation: '{ any { __typename ... on Thing { weight } } door { __typename id } }',
      data: { any: [null, { __typename: 'Thing', weight: 2 }], door: null },
      errors: [{ path: ['any', 0] }, { path: ['door'] }],
      otherThanStitching: 'stitching gives null and says nothing',
    },
    {
      says: 'introspection knows nothing of it',
      operation: `{ a: __type(name: "Door") { possibleTypes { name fields { name } } } b: __type(name: "Ghost") { name }
        c: __type(name: "Any") { possibleTypes { name } } }`,
      data: {
        a: { possibleTypes: [{ name: 'Open', fields: [{ name: 'id' }] }] },
        b: null,
        c: { possibleTypes: [{ name: 'Thing' }] },
      },
    },
  ],
};

export const ownership = [override, roots, valuesGraph, hidden];
