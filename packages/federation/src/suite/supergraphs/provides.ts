import { among, FEDERATION_2, type SmallGraph } from '../small-graph';

const categories = [
  { id: 'c1', name: 'Pens', parent: { id: 'c2' } },
  { id: 'c2', name: 'All', parent: null },
];
const nested: SmallGraph = {
  phrase: '@provides: nested',
  subgraphs: {
    stock: {
      sdl: `${FEDERATION_2}
        type Query { products: [Product!]! @provides(fields: "categories { id name parent { name } }")  plain: [Product!]! }
        type Product @key(fields: "id") { id: ID!  categories: [Category!] @external }
        type Category @key(fields: "id") { id: ID!  name: String @external  parent: Category @external }`,
      resolvers: {
        Query: {
          products: () => [
            { id: 'p1', categories: [{ id: 'c1', name: 'Pens', parent: { id: 'c2', name: 'All' } }] },
          ],
          plain: () => [{ id: 'p1' }],
        },
        Product: { __resolveReference: (it: object) => it },
      },
    },
    catalogue: {
      sdl: `${FEDERATION_2}
        type Product @key(fields: "id") { id: ID!  categories: [Category!] }
        type Category @key(fields: "id") { id: ID!  name: String  parent: Category  count: Int }`,
      resolvers: {
        Product: { __resolveReference: (it: object) => ({ ...it, categories: [categories[0]] }) },
        Category: {
          __resolveReference: among(categories, 'id'),
          parent: (it: (typeof categories)[0]) => it.parent && among(categories, 'id')(it.parent),
          count: () => 3,
        },
      },
    },
  },
  cases: [
    {
      says: 'what is provided comes from the provider, however deep',
      operation: '{ products { categories { name parent { name } } } }',
      data: { products: [{ categories: [{ name: 'Pens', parent: { name: 'All' } }] }] },
      calls: ['stock'],
    },
    {
      says: 'what is not provided on that way comes from its owner',
      operation: '{ plain { categories { name } } products { categories { count name } } }',
      data: {
        plain: [{ categories: [{ name: 'Pens' }] }],
        products: [{ categories: [{ count: 3, name: 'Pens' }] }],
      },
    },
  ],
};

const media = [
  { __typename: 'Book', id: 'm1', title: 'Sea', pages: 9 },
  { __typename: 'Film', id: 'm2', title: 'Hill', minutes: 90 },
];
const typed = <Row extends object>(rows: readonly (Row & { id: string })[]) => among(rows, 'id');

const onUnions: SmallGraph = {
  phrase: '@provides: on unions',
  subgraphs: {
    feed: {
      sdl: `${FEDERATION_2} union Medium = Book | Film
        type Query { feed: [Medium] @provides(fields: "... on Book { title }")  bare: [Medium] }
        type Book @key(fields: "id") { id: ID!  title: String @external }
        type Film @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: { feed: () => media, bare: () => media.map((it) => ({ ...it, title: undefined })) },
      },
    },
    shelf: {
      sdl: `${FEDERATION_2}
        type Book @key(fields: "id") { id: ID!  title: String  pages: Int }
        type Film @key(fields: "id") { id: ID!  title: String  minutes: Int }`,
      resolvers: {
        Book: { __resolveReference: typed(media) },
        Film: { __resolveReference: typed(media) },
      },
    },
  },
  cases: [
    {
      says: 'for one member only: the other asks its owner',
      operation: '{ feed { ... on Book { title } ... on Film { title minutes } } }',
      data: { feed: [{ title: 'Sea' }, { title: 'Hill', minutes: 90 }] },
    },
    {
      says: 'that member alone needs no other subgraph',
      operation: '{ feed { __typename ... on Book { title } } }',
      data: { feed: [{ __typename: 'Book', title: 'Sea' }, { __typename: 'Film' }] },
      calls: ['feed'],
    },
    {
      says: 'not provided, not taken',
      operation: '{ bare { ... on Book { title pages } } }',
      data: { bare: [{ title: 'Sea', pages: 9 }, {}] },
    },
  ],
};

const animals = [
  { __typename: 'Dog', id: 'a1', name: 'Rex', age: 3 },
  { __typename: 'Cat', id: 'a2', name: 'Tom', age: 5 },
];
const onInterfaces: SmallGraph = {
  phrase: '@provides: on interfaces',
  subgraphs: {
    walks: {
      sdl: `${FEDERATION_2}
        type Query { pet: [Visit!]! }
        type Visit @key(fields: "id") { id: ID!  who: Animal @provides(fields: "... on Dog { name } ... on Cat { age }") @shareable }
        interface Animal { id: ID! }
        type Dog implements Animal @key(fields: "id") { id: ID!  name: String @external }
        type Cat implements Animal @key(fields: "id") { id: ID!  age: Int @external }`,
      resolvers: {
        Query: { pet: () => animals.map((who) => ({ id: `v${who.id}`, who })) },
        Visit: { __resolveReference: (it: object) => it },
      },
    },
    owners: {
      sdl: `${FEDERATION_2}
        interface Animal { id: ID!  name: String  age: Int }
        type Dog implements Animal @key(fields: "id") { id: ID!  name: String  age: Int }
        type Cat implements Animal @key(fields: "id") { id: ID!  name: String  age: Int }`,
      resolvers: {
        Dog: { __resolveReference: typed(animals) },
        Cat: { __resolveReference: typed(animals) },
      },
    },
  },
  cases: [
    {
      says: 'each member is provided with what is written for it',
      operation: '{ pet { who { ... on Dog { name } ... on Cat { age } } } }',
      data: { pet: [{ who: { name: 'Rex' } }, { who: { age: 5 } }] },
      calls: ['walks'],
    },
    {
      says: 'asked on the interface, what is missing comes from the owner',
      operation: '{ pet { who { name age id } } }',
      data: { pet: [{ who: { name: 'Rex', age: 3, id: 'a1' } }, { who: { name: 'Tom', age: 5, id: 'a2' } }] },
    },
  ],
};

export const provides = [nested, onUnions, onInterfaces];
