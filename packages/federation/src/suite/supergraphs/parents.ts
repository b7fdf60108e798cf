import { FEDERATION_2, type SmallGraph } from '../small-graph';

const parents: SmallGraph = {
  phrase: 'entity calls through parents',
  subgraphs: {
    shop: {
      sdl: `${FEDERATION_2} type Query { products: [Product!]! }
        type Product @key(fields: "id") { id: ID!  name: String }`,
      resolvers: {
        Query: {
          products: () => [
            { id: 'p1', name: 'Pen' },
            { id: 'p2', name: 'Ink' },
          ],
        },
      },
    },
    details: {
      sdl: `${FEDERATION_2}
        type Product @key(fields: "id") { id: ID!  category: Category @shareable }
        type Category @shareable { tag: String!  details: Details }
        type Details { depth: Int @shareable  note: String }`,
      resolvers: {
        Product: {
          __resolveReference: (it: { id: string }) => ({
            ...it,
            category: it.id === 'p1' ? { tag: 't1', details: { depth: 1, note: 'n1' } } : null,
          }),
        },
      },
    },
    tags: {
      sdl: `${FEDERATION_2}
        type Product @key(fields: "id") { id: ID!  category: Category @shareable }
        type Category { tag: String! @shareable  label: String  details: Details @shareable }
        type Details { depth: Int @shareable  colour: String }`,
      resolvers: {
        Product: {
          __resolveReference: (it: { id: string }) => ({
            ...it,
            category:
              it.id === 'p1' ? { tag: 't1', label: 'l1', details: { depth: 1, colour: 'red' } } : null,
          }),
        },
      },
    },
  },
  cases: [
    {
      says: 'fields of a value without a key come through the entity above it, from two subgraphs',
      operation: '{ products { category { label details { note } tag } name } }',
      data: {
        products: [
          { category: { label: 'l1', details: { note: 'n1' }, tag: 't1' }, name: 'Pen' },
          { category: null, name: 'Ink' },
        ],
      },
    },
    {
      says: 'also two values deep',
      operation: '{ products { c: category { d: details { colour note depth } } } }',
      data: { products: [{ c: { d: { colour: 'red', note: 'n1', depth: 1 } } }, { c: null }] },
    },
  ],
};

export const parentCalls = [parents];
