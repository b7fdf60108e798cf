import { GraphQLScalarType } from 'graphql';
import { among, FEDERATION_2, type SmallGraph } from '../small-graph';

const anything = new GraphQLScalarType({ name: 'Anything' });
const notes = [
  {
    id: 'n1',
    text: 'one',
    more: { deep: [1, { a: null, b: [] }], 'odd "key"': true },
    size: '12345678901234567890',
  },
  { id: 'n2', text: 'two', more: [], size: null },
  { id: 'n3', text: '3', more: 'plain', size: '0' },
];

const scalars: SmallGraph = {
  phrase: 'custom scalars',
  subgraphs: {
    notes: {
      sdl: `${FEDERATION_2} scalar Anything
        type Query { notes: [Note!]!  echo(value: Anything, values: [Anything]): Anything }
        type Note @key(fields: "id") { id: ID!  more: Anything }`,
      resolvers: {
        Anything: anything as never,
        Query: {
          notes: () => notes,
          echo: (_: unknown, given: object) => ({ ...given }),
        },
        Note: { __resolveReference: among(notes, 'id') },
      },
    },
    sizes: {
      sdl: `${FEDERATION_2} scalar Anything scalar Big @specifiedBy(url: "https://big.test")
        type Note @key(fields: "id") { id: ID!  size: Big  echo(value: Anything!): Anything }`,
      resolvers: {
        Anything: anything as never,
        Note: {
          __resolveReference: among(notes, 'id'),
          echo: (_: unknown, { value }: { value: unknown }) => value,
        },
      },
    },
  },
  cases: [
    {
      says: 'come through as they are: objects, lists, text, beside and below entities',
      operation: '{ notes { more size id } }',
      data: {
        notes: notes.map(({ more, size, id }) => ({ more, size, id })),
      },
    },
    {
      says: 'go in as they are, from variables and from literals with variables inside',
      operation: `query ($v: Anything, $one: String) {
        a: echo(value: $v, values: [$v, null]) b: echo(value: { x: [1, 2.5, "t", TRUE, { y: $one }], z: null }) }`,
      variables: { v: { k: [null, { l: 'm' }] }, one: 'i' },
      data: {
        a: { value: { k: [null, { l: 'm' }] }, values: [{ k: [null, { l: 'm' }] }, null] },
        b: { value: { x: [1, 2.5, 't', 'TRUE', { y: 'i' }], z: null } },
      },
    },
    {
      says: 'go into fields of entities too',
      operation: 'query ($v: Anything!) { notes { echo(value: $v) again: echo(value: [false]) } }',
      variables: { v: { k: 'v' } },
      data: { notes: notes.map(() => ({ echo: { k: 'v' }, again: [false] })) },
    },
  ],
};

const told = (_: unknown, { given, list }: { given?: object | null; list?: unknown }) =>
  JSON.stringify(list === undefined ? given : list);

const inputs: SmallGraph = {
  phrase: 'input objects with absent and null fields',
  subgraphs: {
    front: {
      sdl: `${FEDERATION_2}
        input Given { a: Int  b: Int = 7  c: [Int]  inner: Given  must: String! = "m" }
        type Query { tell(given: Given, list: [Given]): String  thing: Thing }
        type Thing @key(fields: "id") { id: ID! }`,
      resolvers: { Query: { tell: told, thing: () => ({ id: 't' }) } },
    },
    back: {
      sdl: `${FEDERATION_2}
        input Given { a: Int  b: Int = 7  c: [Int]  inner: Given  must: String! = "m" }
        type Thing @key(fields: "id") { id: ID!  tell(given: Given, list: [Given]): String }`,
      resolvers: { Thing: { __resolveReference: (it: object) => it, tell: told } },
    },
  },
  cases: [
    {
      says: 'absent is not null: in variables',
      operation:
        'query ($g: Given, $n: Given) { a: tell(given: $g) b: tell(given: $n) thing { tell(given: $g) } }',
      variables: { g: { a: null, c: [null, 1], inner: { b: null } }, n: null },
      data: {
        a: '{"a":null,"b":7,"c":[null,1],"inner":{"b":null,"must":"m"},"must":"m"}',
        b: 'null',
        thing: { tell: '{"a":null,"b":7,"c":[null,1],"inner":{"b":null,"must":"m"},"must":"m"}' },
      },
    },
    {
      says: 'absent is not null: in literals, and for variables that are not given inside them',
      operation: `query ($absent: Int, $null: Int, $list: [Int]) {
        tell(given: { a: $absent, b: $null, c: $list, inner: { a: null } })
        none: tell
        thing { tell(given: { a: $absent, c: $list }) } }`,
      variables: { null: null, list: [] },
      data: {
        tell: '{"b":null,"c":[],"inner":{"a":null,"b":7,"must":"m"},"must":"m"}',
        none: null,
        thing: { tell: '{"b":7,"c":[],"must":"m"}' },
      },
    },
    {
      says: 'a single value stands for a list of one',
      operation:
        'query ($one: [Given]) { tell(list: { a: 1 }) again: tell(list: $one) thing { tell(list: $one) } }',
      variables: { one: { a: 2 } },
      data: {
        tell: '[{"a":1,"b":7,"must":"m"}]',
        again: '[{"a":2,"b":7,"must":"m"}]',
        thing: { tell: '[{"a":2,"b":7,"must":"m"}]' },
      },
    },
  ],
};

const enums: SmallGraph = {
  phrase: 'enum intersections',
  subgraphs: {
    wide: {
      sdl: `${FEDERATION_2} enum Size { SMALL LARGE @inaccessible HUGE }
        type Query { sizes: [Size]  user: User  dress: Dress }
        type User @key(fields: "id") { id: ID!  size: Size @shareable }
        type Dress { size: Size!  name: String }`,
      resolvers: {
        Query: {
          sizes: () => ['SMALL', 'LARGE', 'HUGE', null],
          user: () => ({ id: 'u1', size: 'LARGE' }),
          dress: () => ({ size: 'LARGE', name: 'red' }),
        },
        User: { __resolveReference: (it: object) => ({ ...it, size: 'LARGE' }) },
      },
    },
    narrow: {
      sdl: `${FEDERATION_2} enum Size { SMALL HUGE LARGE @inaccessible }
        type Query { users: [User!]!  fits(size: Size = HUGE): String }
        type User @key(fields: "id") { id: ID!  size: Size @shareable  wish(size: Size): String }`,
      resolvers: {
        Query: {
          users: () => [
            { id: 'u1', size: 'SMALL' },
            { id: 'u2', size: 'LARGE' },
          ],
          fits: (_: unknown, { size }: { size: string }) => size,
        },
        User: {
          __resolveReference: (it: object) => ({ ...it, size: 'SMALL' }),
          wish: (_: unknown, { size }: { size: string }) => size,
        },
      },
    },
  },
  cases: [
    {
      says: 'a value that the client may not see is an error at its place, and null',
      operation: '{ sizes }',
      data: { sizes: ['SMALL', null, 'HUGE', null] },
      errors: [{ path: ['sizes', 1] }],
      otherThanStitching: 'stitching gives null and says nothing',
    },
    {
      says: 'in a field that must not be null it takes the object with it',
      operation: '{ dress { name size } users { size id } }',
      data: {
        dress: null,
        users: [
          { size: 'SMALL', id: 'u1' },
          { size: null, id: 'u2' },
        ],
      },
      errors: [{ path: ['dress', 'size'] }, { path: ['users', 1, 'size'] }],
    },
    {
      says: 'values go in as names, as variables and by default',
      operation:
        'query ($s: Size = SMALL) { fits a: fits(size: $s) b: fits(size: SMALL) user { wish(size: $s) } }',
      data: { fits: 'HUGE', a: 'SMALL', b: 'SMALL', user: { wish: 'SMALL' } },
    },
  ],
};

const filters: SmallGraph = {
  phrase: 'input intersections',
  subgraphs: {
    one: {
      sdl: `${FEDERATION_2} input Filter { first: Int!  only: String  extra: String }
        type Query { ones(filter: Filter!): String @shareable  thing: Thing }
        type Thing @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: {
          ones: (_: unknown, { filter }: { filter: object }) => JSON.stringify(filter),
          thing: () => ({ id: 't' }),
        },
      },
    },
    two: {
      sdl: `${FEDERATION_2} input Filter { first: Int!  only: String }
        type Query { twos(filter: Filter!): String }
        type Thing @key(fields: "id") { id: ID!  matches(filter: Filter = { first: 3 }): String }`,
      resolvers: {
        Query: { twos: (_: unknown, { filter }: { filter: object }) => JSON.stringify(filter) },
        Thing: {
          __resolveReference: (it: object) => it,
          matches: (_: unknown, { filter }: { filter: object }) => JSON.stringify(filter),
        },
      },
    },
  },
  cases: [
    {
      says: 'what both know goes in everywhere',
      operation:
        'query ($f: Filter!, $n: Int!) { ones(filter: $f) twos(filter: $f) thing { matches(filter: { first: $n }) d: matches } }',
      variables: { f: { first: 1, only: 'x' }, n: 2 },
      data: {
        ones: '{"first":1,"only":"x"}',
        twos: '{"first":1,"only":"x"}',
        thing: { matches: '{"first":2}', d: '{"first":3}' },
      },
    },
  ],
};

export const values = [scalars, inputs, enums, filters];
