import type { Subgraph } from '../../suite/small-graph';
import { FEDERATION_2 } from '../../suite/small-graph';

/** Strings that look like JSON, like GraphQL answers, or like nothing that belongs into a text. */
const NASTY = [
  '"',
  '\\',
  '\\"',
  '"errors":',
  '}]}}',
  '{"data":{"_entities":[',
  'é☃😀',
  '\ud800',
  'x\udfffy',
  '\u0000\u001f',
  '\n\t',
  '\u2028',
  '__proto__',
  'null',
  '',
  '","id":"9"',
  'x'.repeat(500),
];

const nasty = (i: number) => NASTY[i % NASTY.length]!;

const depots = [0, 1, 2].map((i) => ({
  code: `${nasty(i)}${i}`,
  city: i === 1 ? null : nasty(i + 5),
  keeper: nasty(i + 9),
}));

const products = Array.from({ length: NASTY.length }, (_, i) => ({
  __typename: 'Product',
  id: `p${i}${nasty(i)}`,
  name: i % 4 === 0 ? null : nasty(i + 3),
  price: [0, 0.5, -2.25, 1e21, 5e-324, 123456789012345680000, null][i % 7],
  weight: [0, -1, 2147483647, -2147483648, 1234567890][i % 5],
  kind: ['NEW', 'SOLD_OUT'][i % 2],
  meta: [{ a: [1, { b: nasty(i) }] }, nasty(i), 3.5, true, [], {}, null][i % 7],
  grid: [[[1, null], [], null], null, []][i % 3],
  box: i % 5 === 0 ? null : { w: i, h: i % 2 ? null : i / 2, label: nasty(i) },
  boxes: [{ w: 1, h: 1.5, label: nasty(i) }].slice(i % 2),
  depot: i % 6 === 0 ? null : depots[i % 3],
  isGone: i === 3,
}));

const gifts = [0, 1].map((i) => ({
  __typename: 'Gift',
  id: `g${i}`,
  name: nasty(i),
  wraps: products[i],
  note: nasty(i + 2),
}));

const byId =
  (rows: readonly { id: string }[]) =>
  ({ id }: { id: string }) =>
    rows.find((row) => row.id === id) ?? null;

const typed = { __resolveType: (it: { __typename: string }) => it.__typename };

/** Goods, their stock, and the people who keep it: a key or two, a requirement, an interface, lists of lists. */
export const market: Record<string, Subgraph> = {
  goods: {
    sdl: `${FEDERATION_2}
      scalar JSON
      enum Kind { NEW OLD SOLD_OUT SECRET @inaccessible }
      interface Thing { id: ID! name: String }
      type Query { products: [Product!]! product(id: ID!): Product things: [Thing] thing(at: Int!): Thing first: Product! cards: [Card!]! }
      type Card @key(fields: "number") { number: String }
      type Mutation { touch(id: ID!): Product! }
      type Product implements Thing @key(fields: "id") {
        id: ID! name: String price: Float weight: Int! kind: Kind! meta: JSON grid: [[Int]] box: Box boxes: [Box!]!
      }
      type Box { w: Int! h: Float label: String! }
      type Gift implements Thing @key(fields: "id") { id: ID! name: String wraps: Product note: String }`,
    resolvers: {
      Query: {
        products: () => products,
        product: (_: unknown, { id }: { id: string }) => byId(products)({ id }),
        things: () => [products[1], null, gifts[0], products[3]],
        thing: (_: unknown, { at }: { at: number }) => [...gifts, ...products][at] ?? null,
        first: () => products[1],
        cards: () => [{ number: '1' }, { number: null }, { number: '2' }],
      },
      Mutation: { touch: (_: unknown, { id }: { id: string }) => byId(products)({ id }) },
      Thing: typed,
      Product: { __resolveReference: byId(products) },
      Gift: { __resolveReference: byId(gifts) },
    },
  },
  stock: {
    sdl: `${FEDERATION_2}
      type Product @key(fields: "id") {
        id: ID! price: Float @external weight: Int! @external box: Box @external
        count: Int shelf: String! @requires(fields: "price weight box { label }") depot: Depot depots: [[Depot]!]
      }
      type Box @external { label: String! }
      type Depot @key(fields: "code") { code: String! city: String }`,
    resolvers: {
      Product: {
        __resolveReference: (it: { id: string }) => {
          const row = products.find(({ id }) => id === it.id);
          return row && !row.isGone ? { ...row, given: it } : null;
        },
        count: ({ weight }: { weight: number }) => weight % 7,
        shelf: ({
          given: { price, weight, box },
        }: {
          given: { price: unknown; weight: unknown; box: unknown };
        }) => JSON.stringify([price, weight, box]),
        depots: ({ depot }: { depot: unknown }) => [[depot, null], []],
      },
      Depot: {
        __resolveReference: ({ code }: { code: string }) => depots.find((it) => it.code === code) ?? null,
      },
    },
  },
  people: {
    sdl: `${FEDERATION_2}
      type Query { owner: String }
      type Card @key(fields: "number") { number: String pin: String }
      type Depot @key(fields: "code") { code: String! keeper: String! }`,
    resolvers: {
      Query: { owner: () => 'Sari' },
      Card: { __resolveReference: ({ number }: { number: string }) => ({ number, pin: `${number}23` }) },
      Depot: {
        __resolveReference: ({ code }: { code: string }) => depots.find((it) => it.code === code) ?? null,
      },
    },
  },
};
