import { among, amongWith, FEDERATION_2, type SmallGraph } from '../small-graph';

const houses = [
  {
    id: 'h1',
    door: { __typename: 'Wood', tree: 'oak', age: 9 },
    walls: [{ __typename: 'Stone', weight: 4 }],
  },
  {
    id: 'h2',
    door: { __typename: 'Stone', weight: 7 },
    walls: [
      { __typename: 'Wood', tree: 'elm', age: 1 },
      { __typename: 'Stone', weight: 1 },
    ],
  },
  { id: 'h3', door: null, walls: [] },
];
interface House {
  door: { __typename: string; tree?: string; weight?: number } | null;
  walls: { __typename: string; tree?: string; weight?: number }[];
}
const inFragments: SmallGraph = {
  phrase: '@requires: with fragments',
  subgraphs: {
    built: {
      sdl: `${FEDERATION_2} type Query { houses: [House!]! }
        type House @key(fields: "id") { id: ID!  door: Matter  walls: [Thing!]! }
        union Matter = Wood | Stone
        interface Thing { age: Int }
        type Wood implements Thing @shareable { tree: String  age: Int }
        type Stone implements Thing @shareable { weight: Int  age: Int }`,
      resolvers: { Query: { houses: () => houses }, House: { __resolveReference: among(houses, 'id') } },
    },
    judged: {
      sdl: `${FEDERATION_2}
        type House @key(fields: "id") { id: ID!  door: Matter @external  walls: [Thing!]! @external
          locked: String @requires(fields: "door { __typename ... on Wood { tree } ... on Stone { weight } }")
          stands: String @requires(fields: "walls { ... on Wood { tree } ... on Stone { weight } }") }
        union Matter = Wood | Stone
        interface Thing { age: Int }
        type Wood implements Thing @shareable { tree: String  age: Int }
        type Stone implements Thing @shareable { weight: Int  age: Int }`,
      resolvers: {
        House: {
          __resolveReference: (it: object) => it,
          locked: ({ door }: House) => (door ? `${door.__typename} ${door.tree ?? door.weight}` : null),
          stands: ({ walls }: House) => walls.map((wall) => wall.tree ?? wall.weight).join(),
        },
      },
    },
  },
  cases: [
    {
      says: 'each member of a union or interface is required with its own fields',
      operation: '{ houses { locked stands } }',
      data: {
        houses: [
          { locked: 'Wood oak', stands: '4' },
          { locked: 'Stone 7', stands: 'elm,1' },
          { locked: null, stands: '' },
        ],
      },
      otherThanStitching: 'stitching fails on fragments over a union in @requires',
    },
    {
      says: 'beside fragments of the client on the same field',
      operation: '{ houses { door { ... on Wood { tree: age } ... on Stone { w: weight } } locked } }',
      data: {
        houses: [
          { door: { tree: 9 }, locked: 'Wood oak' },
          { door: { w: 7 }, locked: 'Stone 7' },
          { door: null, locked: null },
        ],
      },
      otherThanStitching: 'stitching adds what is required under its own name, which conflicts',
    },
  ],
};

const sent = [
  { __typename: 'Letter', id: 'l1', from: { __typename: 'Town', id: 't1', name: 'Solo' }, pages: 2 },
  { __typename: 'Box', id: 'x1', from: { __typename: 'Farm', id: 'f1', name: 'Green' }, pages: 0 },
];
const places = [
  { __typename: 'Town', id: 't1', name: 'Solo', mayor: 'Ana' },
  { __typename: 'Farm', id: 'f1', name: 'Green', mayor: null },
];
const onInterfaces: SmallGraph = {
  phrase: '@requires: on interfaces',
  subgraphs: {
    post: {
      sdl: `${FEDERATION_2} type Query { sent: [Sent!]! }
        interface Sent { id: ID!  from: Place }
        interface Place { id: ID! }
        type Letter implements Sent @key(fields: "id") { id: ID!  from: Place  pages: Int }
        type Box implements Sent @key(fields: "id") { id: ID!  from: Place }
        type Town implements Place @key(fields: "id") { id: ID! }
        type Farm implements Place @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: { sent: () => sent },
        Letter: { __resolveReference: among(sent, 'id') },
        Box: { __resolveReference: among(sent, 'id') },
      },
    },
    map: {
      sdl: `${FEDERATION_2}
        type Town @key(fields: "id") { id: ID!  name: String }
        type Farm @key(fields: "id") { id: ID!  name: String }`,
      resolvers: {
        Town: { __resolveReference: among(places, 'id') },
        Farm: { __resolveReference: among(places, 'id') },
      },
    },
    stamps: {
      sdl: `${FEDERATION_2}
        interface Sent { id: ID!  from: Place  stamp: String }
        interface Place { id: ID!  name: String }
        type Letter implements Sent @key(fields: "id") { id: ID!  from: Place @external  stamp: String @requires(fields: "from { id name }") }
        type Box implements Sent @key(fields: "id") { id: ID!  from: Place @external  stamp: String @requires(fields: "from { id }") }
        type Town implements Place @key(fields: "id") { id: ID!  name: String @external }
        type Farm implements Place @key(fields: "id") { id: ID!  name: String @external }`,
      resolvers: {
        Letter: {
          __resolveReference: amongWith(sent, 'id'),
          stamp: (it: { from: { id: string; name: string } }) => `${it.from.id} ${it.from.name}`,
        },
        Box: {
          __resolveReference: amongWith(sent, 'id'),
          stamp: (it: { from: { id: string } }) => it.from.id,
        },
      },
    },
  },
  cases: [
    {
      says: 'what an interface requires is gathered from wherever its members have it',
      operation: '{ sent { ... on Letter { stamp } ... on Box { stamp } } }',
      data: { sent: [{ stamp: 't1 Solo' }, { stamp: 'f1' }] },
    },
    {
      says: 'and the field may be asked on the interface itself',
      operation: '{ sent { __typename stamp from { ... on Town { n: name } id } } }',
      data: {
        sent: [
          { __typename: 'Letter', stamp: 't1 Solo', from: { n: 'Solo', id: 't1' } },
          { __typename: 'Box', stamp: 'f1', from: { id: 'f1' } },
        ],
      },
    },
  ],
};

export const requirementsOfMembers = [inFragments, onInterfaces];
