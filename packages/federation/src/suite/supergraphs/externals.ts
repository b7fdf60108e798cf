import { among, amongWith, FEDERATION_2, type SmallGraph } from '../small-graph';

const users = [
  { id: 'u1', name: 'Ana', nick: 'an' },
  { id: 'u2', name: 'Budi', nick: 'bu' },
];

const oldStyle: SmallGraph = {
  phrase: '@external: Federation 1',
  subgraphs: {
    accounts: {
      sdl: `type Query { users: [User!]! } type User @key(fields: "id") { id: ID!  name: String!  nick: String }`,
      resolvers: { Query: { users: () => users }, User: { __resolveReference: among(users, 'id') } },
    },
    posts: {
      sdl: `extend type User @key(fields: "id") { id: ID! @external  name: String! @external
          posts: [Post!]!  greeting: String @requires(fields: "name") }
        type Post { title: String  by: User @provides(fields: "name") }
        extend type Query { firstPost: Post }`,
      resolvers: {
        Query: { firstPost: () => ({ title: 'of u1', by: { id: 'u1', name: 'Ana' } }) },
        User: {
          __resolveReference: (it: object) => it,
          posts: (it: { id: string }) => [{ title: `of ${it.id}`, by: among(users, 'id')(it) }],
          greeting: (it: { name: string }) => `Dear ${it.name}`,
        },
      },
    },
    marks: {
      sdl: `type User @key(fields: "id") @extends { id: ID! @external  marks: Int }`,
      resolvers: { User: { __resolveReference: (it: { id: string }) => ({ ...it, marks: it.id.length }) } },
    },
  },
  cases: [
    {
      says: 'extend type, @extends and @external keys are entities like others',
      operation: '{ users { greeting marks posts { title by { name nick } } name } }',
      data: {
        users: [
          {
            greeting: 'Dear Ana',
            marks: 2,
            posts: [{ title: 'of u1', by: { name: 'Ana', nick: 'an' } }],
            name: 'Ana',
          },
          {
            greeting: 'Dear Budi',
            marks: 2,
            posts: [{ title: 'of u2', by: { name: 'Budi', nick: 'bu' } }],
            name: 'Budi',
          },
        ],
      },
    },
    {
      says: 'an extended Query is one of several',
      operation: '{ users { id } firstPost { by { name } } }',
      data: { users: [{ id: 'u1' }, { id: 'u2' }], firstPost: { by: { name: 'Ana' } } },
      calls: ['accounts', 'posts'],
    },
  ],
};

const newStyle: SmallGraph = {
  phrase: '@external: Federation 2',
  subgraphs: {
    accounts: {
      sdl: `${FEDERATION_2} type Query { users: [User!]! }
        type User @key(fields: "id") { id: ID!  name: String!  home: Home  secret: String }
        type Home { street: String  number: Int }`,
      resolvers: {
        Query: { users: () => users.map((it) => ({ ...it, home: { street: `of ${it.name}`, number: 1 } })) },
        User: {
          __resolveReference: (it: { id: string }) => {
            const user = among(users, 'id')(it);
            return user && { ...user, home: { street: `of ${user.name}`, number: 1 } };
          },
        },
      },
    },
    post: {
      sdl: `${FEDERATION_2}
        type User @key(fields: "id") { id: ID!  home: Home @external  label: String @requires(fields: "home { street }") }
        type Home { street: String @external }`,
      resolvers: {
        User: {
          __resolveReference: amongWith(users, 'id'),
          label: (it: { home?: { street: string } }) => it.home?.street.toUpperCase(),
        },
      },
    },
    outer: {
      sdl: `${FEDERATION_2} type Query { latest: User }
        extend type User @key(fields: "id") { id: ID! @external  seen: Boolean }`,
      resolvers: {
        Query: { latest: () => ({ id: 'u2', seen: true }) },
        User: { __resolveReference: (it: object) => ({ ...it, seen: false }) },
      },
    },
  },
  cases: [
    {
      says: 'an external field inside an external object is fetched from its owner',
      operation: '{ users { label home { number } } }',
      data: {
        users: [
          { label: 'OF ANA', home: { number: 1 } },
          { label: 'OF BUDI', home: { number: 1 } },
        ],
      },
    },
    {
      says: 'an alias of the client with the name of what is required is not taken for it',
      operation: '{ users { home { street: number } label name: id } }',
      data: {
        users: [
          { home: { street: 1 }, label: 'OF ANA', name: 'u1' },
          { home: { street: 1 }, label: 'OF BUDI', name: 'u2' },
        ],
      },
      otherThanStitching: 'stitching adds what is required under its own name, which conflicts',
    },
    {
      says: 'an external key can be given by the subgraph that extends',
      operation: '{ latest { id seen name label } }',
      data: { latest: { id: 'u2', seen: true, name: 'Budi', label: 'OF BUDI' } },
    },
  ],
};

export const externals = [oldStyle, newStyle];
