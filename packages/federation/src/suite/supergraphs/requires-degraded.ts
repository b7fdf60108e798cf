import { FEDERATION_2, type SmallGraph, type Subgraph } from '../small-graph';

const goods = [{ id: 'g1' }, { id: 'g2' }];
const told = (it: { id: string }): object => it;

/** What the store says of goods needs their price, their size, both, or neither. */
const subgraphs: Record<string, Subgraph> = {
  list: {
    sdl: `${FEDERATION_2} type Query { goods: [Good!]!  good: Good }
      type Good @key(fields: "id", resolvable: false) { id: ID! }`,
    resolvers: { Query: { goods: () => goods, good: () => goods[0] } },
  },
  prices: {
    sdl: `${FEDERATION_2} type Good @key(fields: "id") { id: ID!  price: Int }`,
    resolvers: { Good: { __resolveReference: told, price: () => 5 } },
  },
  sizes: {
    sdl: `${FEDERATION_2} type Good @key(fields: "id") { id: ID!  size: Size }  type Size { w: Int  name: String }`,
    resolvers: {
      Good: {
        __resolveReference: (it: { id: string }) => it,
        size: ({ id }: { id: string }) => (id === 'g2' ? null : { w: 2, name: 'small' }),
      },
    },
  },
  store: {
    sdl: `${FEDERATION_2}
      type Good @key(fields: "id") { id: ID!  price: Int @external  size: Size @external
        inStock: Boolean  shelf(of: String): String
        tax(of: String): String @requires(fields: "price")  box: String @requires(fields: "size { w }")
        post: String! @requires(fields: "price size { w }") }
      type Size @external { w: Int }`,
    resolvers: {
      Good: {
        __resolveReference: told,
        inStock: () => true,
        shelf: ({ id }: { id: string }, { of }: { of?: string }) => `${of ?? 'a'} ${id}`,
        tax: ({ price }: { price?: number }, { of }: { of?: string }) => `${of} of ${price}`,
        box: ({ size }: { size?: { w: number } | null }) =>
          size === undefined ? 'guessed' : `box ${size?.w}`,
        post: ({ price, size }: { price?: number; size?: { w: number } | null }) => `${price} ${size?.w}`,
      },
    },
  },
};

const stitchingSends = 'stitching asks what lacks its requirement, too, and the subgraph guesses';

const lacking: SmallGraph = {
  phrase: 'a failed subgraph costs only its fields',
  subgraphs,
  cases: [
    {
      says: 'and those that require them; what needs but the key is asked',
      operation: 'query ($of: String, $a: String) { goods { t: tax(of: $of) inStock s: shelf(of: $a) } }',
      variables: { of: 'VAT', a: 'b' },
      down: ['prices'],
      data: {
        goods: [
          { t: null, inStock: true, s: 'b g1' },
          { t: null, inStock: true, s: 'b g2' },
        ],
      },
      errors: [{ path: ['goods'], code: 'DEGRADED' }],
      calls: ['list', 'prices', 'store'],
      otherThanStitching: stitchingSends,
    },
    {
      says: 'what requires fields of another, which is well, is answered; null is an answer',
      operation: '{ goods { box tax price inStock size { name } } }',
      down: ['prices'],
      data: {
        goods: [
          { box: 'box 2', tax: null, price: null, inStock: true, size: { name: 'small' } },
          { box: 'box undefined', tax: null, price: null, inStock: true, size: null },
        ],
      },
      errors: [{ path: ['goods'], code: 'DEGRADED' }],
      otherThanStitching: stitchingSends,
    },
    {
      says: 'in several places of the answer at once',
      operation: '{ a: good { inStock tax } b: good { shelf box } c: goods { inStock } }',
      down: ['sizes'],
      data: {
        a: { inStock: true, tax: 'undefined of 5' },
        b: { shelf: 'a g1', box: null },
        c: [{ inStock: true }, { inStock: true }],
      },
      errors: [{ path: ['b'], code: 'DEGRADED' }],
      otherThanStitching: stitchingSends,
    },
    {
      says: 'the store is not asked if nothing is left to ask',
      operation: '{ goods { tax price } }',
      down: ['prices'],
      data: {
        goods: [
          { tax: null, price: null },
          { tax: null, price: null },
        ],
      },
      errors: [{ path: ['goods'], code: 'DEGRADED' }],
      calls: ['list', 'prices'],
      otherThanStitching: stitchingSends,
    },
    {
      says: 'a field that must be, and lacks what it requires, takes its object, and is told once',
      operation: '{ good { post inStock } more: good { inStock } }',
      down: ['sizes'],
      data: { good: null, more: { inStock: true } },
      errors: [{ path: ['good'], code: 'DEGRADED' }],
      otherThanStitching: stitchingSends,
    },
  ],
};

export const requirementsUnmet = [lacking];
