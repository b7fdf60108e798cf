import { among, FEDERATION_2, type SmallGraph, type Subgraph } from '../small-graph';

const media = [
  { __typename: 'Book', id: 'm1', title: 'Sea', pages: 9, code: 'x1' },
  { __typename: 'Film', id: 'm2', title: 'Hill', minutes: 90, code: 'x2' },
];
const find = among(media, 'id');

/** The subgraph that knows which concrete types there are. */
const archive: Subgraph = {
  sdl: `${FEDERATION_2}
    type Query { media: [Medium!]!  medium(id: ID!): Medium }
    interface Medium @key(fields: "id") { id: ID!  title: String }
    type Book implements Medium @key(fields: "id") { id: ID!  title: String  pages: Int }
    type Film implements Medium @key(fields: "id") { id: ID!  title: String  minutes: Int }`,
  resolvers: {
    Query: { media: () => media, medium: (_: unknown, it: { id: string }) => find(it) },
    Medium: { __resolveReference: find },
    Book: { __resolveReference: find },
    Film: { __resolveReference: find },
  },
};

const indirect: SmallGraph = {
  phrase: '@interfaceObject: indirect extension',
  subgraphs: {
    archive,
    loans: {
      sdl: `${FEDERATION_2}
        type Query { loans: [Loan!]! }
        type Loan { of: Medium  days: Int }
        type Medium @interfaceObject @key(fields: "id") { id: ID!  lent: Boolean  loan: Loan }`,
      resolvers: {
        Query: { loans: () => media.map(({ id }) => ({ of: { id, lent: id === 'm1' }, days: 3 })) },
        Medium: {
          __resolveReference: (it: { id: string }) => ({ ...it, lent: it.id === 'm1' }),
          loan: (it: { id: string }) => ({ of: { id: it.id, lent: it.id === 'm1' }, days: 3 }),
        },
      },
    },
    stars: {
      sdl: `${FEDERATION_2} type Medium @interfaceObject @key(fields: "id") { id: ID!  stars: Int }`,
      resolvers: {
        Medium: { __resolveReference: (it: { id: string }) => ({ ...it, stars: Number(it.id[1]) }) },
      },
    },
  },
  cases: [
    {
      says: 'a field added to the interface is there on every member',
      operation: '{ media { lent title ... on Book { pages stars } ... on Film { lent again: stars } } }',
      data: {
        media: [
          { lent: true, title: 'Sea', pages: 9, stars: 1 },
          { lent: false, title: 'Hill', again: 2 },
        ],
      },
    },
    {
      says: 'from the object back to the member: its true name and its own fields',
      operation: '{ loans { days of { __typename title ... on Film { minutes } stars } } }',
      data: {
        loans: [
          { days: 3, of: { __typename: 'Book', title: 'Sea', stars: 1 } },
          { days: 3, of: { __typename: 'Film', title: 'Hill', minutes: 90, stars: 2 } },
        ],
      },
    },
    {
      says: 'from object to object without the owner of the types',
      operation: '{ loans { of { stars id lent } } }',
      data: {
        loans: [{ of: { stars: 1, id: 'm1', lent: true } }, { of: { stars: 2, id: 'm2', lent: false } }],
      },
    },
    {
      says: 'there and back and there again',
      operation:
        '{ medium(id: "m2") { loan { of { ... on Film { loan { of { title t: __typename } } } } } } }',
      data: { medium: { loan: { of: { loan: { of: { title: 'Hill', t: 'Film' } } } } } },
    },
    {
      says: 'a fragment on one member leaves the others empty',
      operation: '{ loans { of { ... on Book { pages lent } } } }',
      data: { loans: [{ of: { pages: 9, lent: true } }, { of: {} }] },
    },
    {
      says: 'a fragment that asks nothing but the key still asks which member it is',
      operation:
        '{ loans { of { ... on Book { id } } } media { ... on Film { id } } medium(id: "m1") { ... on Book { id } } }',
      data: { loans: [{ of: { id: 'm1' } }, { of: {} }], media: [{}, { id: 'm2' }], medium: { id: 'm1' } },
    },
  ],
};

const unresolvable: SmallGraph = {
  phrase: '@interfaceObject: non-resolvable',
  subgraphs: {
    archive,
    lists: {
      sdl: `${FEDERATION_2}
        type Query { list: List!  lists: [[Medium]!] }
        type List { head: Medium!  items: [Medium] }
        type Medium @interfaceObject @key(fields: "id", resolvable: false) { id: ID! }`,
      resolvers: {
        Query: {
          list: () => ({ head: { id: 'm2' }, items: [{ id: 'm1' }, null] }),
          lists: () => [[{ id: 'm1' }, null], [{ id: 'm2' }]],
        },
      },
    },
  },
  cases: [
    {
      says: 'only names a member; what it is, its owner says',
      operation: '{ list { head { __typename id } items { id title ... on Book { pages } } } }',
      data: {
        list: { head: { __typename: 'Film', id: 'm2' }, items: [{ id: 'm1', title: 'Sea', pages: 9 }, null] },
      },
    },
    {
      says: 'its id alone needs nobody else',
      operation: '{ list { head { id } } }',
      data: { list: { head: { id: 'm2' } } },
      calls: ['lists'],
    },
    {
      says: 'in lists of lists',
      operation: '{ lists { title ... on Film { minutes } } }',
      data: { lists: [[{ title: 'Sea' }, null], [{ title: 'Hill', minutes: 90 }]] },
    },
  ],
};

const required: SmallGraph = {
  phrase: '@interfaceObject: with requires',
  subgraphs: {
    archive: {
      sdl: archive.sdl.replaceAll('title: String', 'title: String  code: String'),
      resolvers: archive.resolvers,
    },
    tills: {
      sdl: `${FEDERATION_2}
        type Query { sold: [Medium!]! }
        type Medium @interfaceObject @key(fields: "id") { id: ID!  title: String @external  code: String @external
          ticket: String @requires(fields: "title code") }`,
      resolvers: {
        Query: { sold: () => media.map(({ id }) => ({ id })) },
        Medium: {
          __resolveReference: (it: object) => it,
          ticket: (it: { title: string; code: string }) => `${it.title} ${it.code}`,
        },
      },
    },
    gates: {
      sdl: `${FEDERATION_2}
        type Medium @interfaceObject @key(fields: "id") { id: ID!  ticket: String @external
          entry: String @requires(fields: "ticket") }`,
      resolvers: {
        Medium: {
          __resolveReference: (it: object) => it,
          entry: (it: { ticket: string }) => `with ${it.ticket}`,
        },
      },
    },
  },
  cases: [
    {
      says: 'what it requires is fetched from the members',
      operation: '{ media { ticket ... on Book { pages } } }',
      data: { media: [{ ticket: 'Sea x1', pages: 9 }, { ticket: 'Hill x2' }] },
    },
    {
      says: 'also when the way begins at the object, and one object requires of another',
      operation: '{ sold { entry __typename } }',
      data: {
        sold: [
          { entry: 'with Sea x1', __typename: 'Book' },
          { entry: 'with Hill x2', __typename: 'Film' },
        ],
      },
    },
  ],
};

export const interfaceObjects = [indirect, unresolvable, required];
