import { among, FEDERATION_2, type SmallGraph } from '../small-graph';

const parcels = [
  { id: 'p1', price: 10, weight: 2, comments: ['a', 'b', 'c'] },
  { id: 'p2', price: 30, weight: 5, comments: [] },
];
const priceIn = (it: { price: number }, { currency }: { currency: string }) =>
  currency === 'EUR' ? it.price : it.price * 2;

const withArguments: SmallGraph = {
  phrase: '@requires: with arguments',
  subgraphs: {
    goods: {
      sdl: `${FEDERATION_2} type Query { parcels: [Parcel!]! }
        type Parcel @key(fields: "id") { id: ID!  price(currency: String! = "EUR"): Int  comments(first: Int!): [String!] }`,
      resolvers: {
        Query: { parcels: () => parcels },
        Parcel: {
          __resolveReference: among(parcels, 'id'),
          price: priceIn,
          comments: (it: { comments: string[] }, { first }: { first: number }) => it.comments.slice(0, first),
        },
      },
    },
    post: {
      sdl: `${FEDERATION_2}
        type Parcel @key(fields: "id") { id: ID!
          price(currency: String! = "EUR"): Int @external
          comments(first: Int!): [String!] @external
          postage: String @requires(fields: "price(currency: \\"USD\\")")
          digest(loud: Boolean = false): String @requires(fields: "comments(first: 2)") }`,
      resolvers: {
        Parcel: {
          __resolveReference: (it: object) => it,
          postage: (it: { price: number }) => `for ${it.price} dollars`,
          digest: (it: { comments: string[] }, { loud }: { loud: boolean }) =>
            it.comments.join(loud ? '!' : ' '),
        },
      },
    },
  },
  cases: [
    {
      says: 'the required field is asked with the arguments the subgraph wrote',
      operation: '{ parcels { postage digest loud: digest(loud: true) id } }',
      data: {
        parcels: [
          { postage: 'for 20 dollars', digest: 'a b', loud: 'a!b', id: 'p1' },
          { postage: 'for 60 dollars', digest: '', loud: '', id: 'p2' },
        ],
      },
    },
  ],
};

const conflicting: SmallGraph = {
  phrase: '@requires: with conflicting arguments',
  subgraphs: {
    ...withArguments.subgraphs,
    tax: {
      sdl: `${FEDERATION_2}
        type Parcel @key(fields: "id") { id: ID!
          price(currency: String! = "EUR"): Int @external
          tax: String @requires(fields: "price(currency: \\"EUR\\")") }`,
      resolvers: {
        Parcel: {
          __resolveReference: (it: object) => it,
          tax: (it: { price: number }) => `on ${it.price} euros`,
        },
      },
    },
  },
  cases: [
    {
      says: 'two subgraphs require one field with different arguments',
      operation: '{ parcels { tax postage } }',
      data: {
        parcels: [
          { tax: 'on 10 euros', postage: 'for 20 dollars' },
          { tax: 'on 30 euros', postage: 'for 60 dollars' },
        ],
      },
    },
    {
      says: 'the client asks the same field with arguments of its own',
      operation: `query ($c: String!) { parcels { price(currency: $c) postage comments(first: 1) digest } }`,
      variables: { c: 'EUR' },
      data: {
        parcels: [
          { price: 10, postage: 'for 20 dollars', comments: ['a'], digest: 'a b' },
          { price: 30, postage: 'for 60 dollars', comments: [], digest: '' },
        ],
      },
    },
    {
      says: 'and under the name the planner might have wanted',
      operation: '{ parcels { price: id tax p: price(currency: "USD") postage } }',
      data: {
        parcels: [
          { price: 'p1', tax: 'on 10 euros', p: 20, postage: 'for 20 dollars' },
          { price: 'p2', tax: 'on 30 euros', p: 60, postage: 'for 60 dollars' },
        ],
      },
    },
  ],
};

export const requires = [withArguments, conflicting];
