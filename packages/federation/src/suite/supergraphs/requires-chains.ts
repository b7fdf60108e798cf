import { among, FEDERATION_2, type SmallGraph } from '../small-graph';

const goods = [
  { id: 'p1', price: 10 },
  { id: 'p2', price: 2000 },
  { id: 'p3', price: null },
];
interface Grown {
  price?: number | null;
  dear?: boolean | null;
  cover?: string | null;
}
const whatCame = (it: object) => it;

const chains: SmallGraph = {
  phrase: '@requires: chains',
  subgraphs: {
    goods: {
      sdl: `${FEDERATION_2} type Query { goods: [Good!]!  good: Good }
        type Good @key(fields: "id") { id: ID!  price: Int }`,
      resolvers: {
        Query: { goods: () => goods, good: () => goods[0] },
        Good: { __resolveReference: among(goods, 'id') },
      },
    },
    worth: {
      sdl: `${FEDERATION_2}
        type Good @key(fields: "id") { id: ID!  price: Int @external  dear: Boolean @requires(fields: "price") }`,
      resolvers: {
        Good: {
          __resolveReference: whatCame,
          dear: (it: Grown) => (it.price === null ? null : it.price! > 1000),
        },
      },
    },
    insurance: {
      sdl: `${FEDERATION_2}
        type Good @key(fields: "id") { id: ID!  dear: Boolean @external  price: Int @external
          cover: String @requires(fields: "dear")
          both: String @requires(fields: "price dear") }`,
      resolvers: {
        Good: {
          __resolveReference: whatCame,
          cover: (it: Grown) => (it.dear === null ? 'unknown' : it.dear ? 'full' : 'none'),
          both: (it: Grown) => `${it.price} ${it.dear}`,
        },
      },
    },
    doors: {
      sdl: `${FEDERATION_2}
        type Good @key(fields: "id") { id: ID!  cover: String @external  guarded: String! @requires(fields: "cover") }`,
      resolvers: { Good: { __resolveReference: whatCame, guarded: (it: Grown) => `by ${it.cover}` } },
    },
  },
  cases: [
    {
      says: 'a requirement of a requirement of a requirement is met first',
      operation: '{ goods { guarded } }',
      data: { goods: [{ guarded: 'by none' }, { guarded: 'by full' }, { guarded: 'by unknown' }] },
      calls: ['goods', 'worth', 'insurance', 'doors'],
    },
    {
      says: 'with every link asked for as well, in the opposite order and renamed',
      operation: '{ good { guarded cover: both both: cover dear p: price } }',
      data: { good: { guarded: 'by none', cover: '10 false', both: 'none', dear: false, p: 10 } },
      otherThanStitching: 'stitching mixes an alias with the field of that name',
    },
    {
      says: 'a field required and switched off by the client in one operation',
      operation: 'query ($off: Boolean!) { good { price @skip(if: $off) dear } }',
      variables: { off: false },
      data: { good: { price: 10, dear: false } },
    },
  ],
};

const circles: SmallGraph = {
  phrase: '@requires: circles',
  subgraphs: {
    first: {
      sdl: `${FEDERATION_2} type Query { feed: [Post!]! }
        type Post @key(fields: "id") { id: ID!  byNovice: Boolean! @external
          byExpert: Boolean! @requires(fields: "byNovice")  body: String }`,
      resolvers: {
        Query: {
          feed: () => [
            { id: 'p1', body: 'x' },
            { id: 'p2', body: 'y' },
          ],
        },
        Post: { __resolveReference: whatCame, byExpert: (it: { byNovice: boolean }) => !it.byNovice },
      },
    },
    second: {
      sdl: `${FEDERATION_2}
        type Post @key(fields: "id") { id: ID!  author: Author }
        type Author @key(fields: "id") { id: ID!  years: Int }`,
      resolvers: {
        Post: {
          __resolveReference: (it: { id: string }) => ({
            ...it,
            author: { id: `of ${it.id}`, years: it.id === 'p1' ? 1 : 9 },
          }),
        },
        Author: { __resolveReference: (it: { id: string }) => ({ ...it, years: it.id === 'of p1' ? 1 : 9 }) },
      },
    },
    third: {
      sdl: `${FEDERATION_2}
        type Post @key(fields: "id") { id: ID!  author: Author @external  byExpert: Boolean! @external
          byNovice: Boolean! @requires(fields: "author { years }")
          title: String @requires(fields: "byExpert") }
        type Author @key(fields: "id") { id: ID!  years: Int @external }`,
      resolvers: {
        Post: {
          __resolveReference: whatCame,
          byNovice: (it: { author: { years: number } }) => it.author.years < 3,
          title: (it: { byExpert: boolean }) => (it.byExpert ? 'sure' : 'unsure'),
        },
      },
    },
  },
  cases: [
    {
      says: 'two subgraphs that require one another are called by turns',
      operation: '{ feed { byExpert } }',
      data: { feed: [{ byExpert: false }, { byExpert: true }] },
    },
    {
      says: 'and a third time when the circle goes round again',
      operation: '{ feed { title body } }',
      data: {
        feed: [
          { title: 'unsure', body: 'x' },
          { title: 'sure', body: 'y' },
        ],
      },
      otherThanStitching: 'stitching finds no way to a field that requires round the circle',
    },
  ],
};

export const requirementChains = [chains, circles];
