import { among, FEDERATION_2, type SmallGraph } from '../small-graph';

const accounts = [
  { __typename: 'User', id: 'u1', name: 'Ana', marks: 3 },
  { __typename: 'Team', id: 't1', name: 'Blue', size: 5 },
];
const nodes: SmallGraph = {
  phrase: 'node interfaces',
  subgraphs: {
    people: {
      sdl: `${FEDERATION_2} type Query { node(id: ID!): Node @shareable  nodes: [Node!]! }
        interface Node { id: ID! }
        type User implements Node @key(fields: "id") { id: ID!  name: String }
        type Team implements Node @key(fields: "id") { id: ID!  name: String }`,
      resolvers: {
        Query: {
          node: (_: unknown, it: { id: string }) => among(accounts, 'id')(it),
          nodes: () => accounts,
        },
        User: { __resolveReference: among(accounts, 'id') },
        Team: { __resolveReference: among(accounts, 'id') },
      },
    },
    games: {
      sdl: `${FEDERATION_2} type Query { node(id: ID!): Node @shareable }
        interface Node { id: ID! }
        type User implements Node @key(fields: "id") { id: ID!  marks: Int }
        type Team @key(fields: "id") { id: ID!  size: Int }`,
      resolvers: {
        Query: { node: (_: unknown, it: { id: string }) => among(accounts, 'id')(it) },
        User: { __resolveReference: among(accounts, 'id') },
        Team: { __resolveReference: among(accounts, 'id') },
      },
    },
  },
  cases: [
    {
      says: 'each node with its own fields, from all who know it',
      operation: '{ nodes { id ... on User { marks name } ... on Team { size } } }',
      data: {
        nodes: [
          { id: 'u1', marks: 3, name: 'Ana' },
          { id: 't1', size: 5 },
        ],
      },
    },
    {
      says: 'a node by its id, whatever it is',
      operation: `query ($u: ID!) { user: node(id: $u) { __typename ... on User { name marks } } none: node(id: "x") { id }
        id: node(id: $u) { id } }`,
      variables: { u: 'u1' },
      data: { user: { __typename: 'User', name: 'Ana', marks: 3 }, none: null, id: { id: 'u1' } },
    },
  ],
};

export const nodeInterfaces = [nodes];
