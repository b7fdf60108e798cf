import { FEDERATION_2, type SmallGraph } from '../small-graph';

const fruit = { __typename: 'Fruit', name: 'mango' };
const bread = { __typename: 'Bread', name: 'roti', flour: 'rice', label: 'fresh' };
const lamp = { __typename: 'Lamp', name: 'neon', watts: 9 };
const street = (...sold: object[]) => ({ id: 's', stand: { sold } });

/** A street's stand sells fruit, whoever is asked; by day also bread, by night also lamps. */
const shared: SmallGraph = {
  phrase: 'union intersections',
  subgraphs: {
    day: {
      sdl: `${FEDERATION_2} union Ware = Fruit | Bread
        type Query { day: Street  fruit: Ware @shareable }
        type Street @key(fields: "id") { id: ID!  stand: Stand @shareable }
        type Stand @shareable { sold: [Ware!] }
        type Fruit @shareable { name: String!  label: String }
        type Bread { name: String!  flour: String!  label: String! @shareable  baked(of: String): String! }`,
      resolvers: {
        Query: { day: () => street(fruit, bread), fruit: () => fruit },
        Street: { __resolveReference: () => street(fruit, bread) },
      },
    },
    night: {
      sdl: `${FEDERATION_2} union Ware = Fruit | Lamp
        type Query { night: Street  fruit: Fruit @shareable }
        type Street @key(fields: "id") { id: ID!  stand: Stand @shareable  closed: Stand }
        type Stand @shareable { sold: [Ware!] }
        type Fruit @shareable { name: String!  label: String }
        type Lamp { name: String!  watts: Int! }`,
      resolvers: {
        Query: { night: () => street(fruit, lamp), fruit: () => fruit },
        Street: { __resolveReference: () => street(fruit, lamp), closed: () => street(lamp, fruit).stand },
      },
    },
    map: {
      sdl: `${FEDERATION_2} type Query { streets: [Street!]! }
        type Street @key(fields: "id", resolvable: false) { id: ID! }
        type Bread { label: String @shareable }`,
      resolvers: { Query: { streets: () => [{ id: 's' }] } },
    },
  },
  cases: [
    {
      says: 'a member that not all know is asked of the subgraph that may send it, if it must have something',
      operation: `{ day { stand { ...all } } night { stand { ...all } } }
        fragment all on Stand { sold { __typename ... on Fruit { name } ... on Bread { flour } ... on Lamp { watts } } }`,
      data: {
        day: {
          stand: {
            sold: [
              { __typename: 'Fruit', name: 'mango' },
              { __typename: 'Bread', flour: 'rice' },
            ],
          },
        },
        night: {
          stand: {
            sold: [
              { __typename: 'Fruit', name: 'mango' },
              { __typename: 'Lamp', watts: 9 },
            ],
          },
        },
      },
    },
    {
      says: 'under a key that the others have as well',
      operation: '{ day { stand { s: sold { ... on Fruit { n: name } ... on Bread { n: name } } } } }',
      data: { day: { stand: { s: [{ n: 'mango' }, { n: 'roti' }] } } },
    },
    {
      says: 'of an entity too, as the subgraph that is asked for it knows the union',
      operation: `{ streets { a: stand { sold { ... on Bread { flour } ... on Lamp { watts } } }
        closed { sold { ... on Lamp { watts name } ... on Fruit { name } } } } }`,
      data: {
        streets: [
          {
            a: { sold: [{}, { flour: 'rice' }] },
            closed: { sold: [{ watts: 9, name: 'neon' }, { name: 'mango' }] },
          },
        ],
      },
      otherThanStitching: 'stitching asks the other subgraph',
    },
  ],
};

export const unionsInPart = [shared];
