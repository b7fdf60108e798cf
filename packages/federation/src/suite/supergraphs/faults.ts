import { GraphQLError } from 'graphql';
import { among, FEDERATION_2, type SmallGraph, type Subgraph } from '../small-graph';
import { library } from './library';

const failing = (code: string) => () => {
  throw new GraphQLError(`refused: ${code}`, { extensions: { code } });
};
const people = [
  { id: 'p1', name: 'Ana', friends: [{ id: 'p2' }, { id: 'p3' }] },
  { id: 'p2', name: 'Budi', friends: [] },
  { id: 'p3', name: 'Citra', friends: [{ id: 'p1' }] },
];
const bad = (it: { id: string }): boolean => it.id === 'p2';
const friends: Record<string, Subgraph> = {
  circle: {
    sdl: `${FEDERATION_2} type Query { people: [Person!]!  grid: [[Person]]  broken: String  first: Person }
      type Person @key(fields: "id") { id: ID!  name: String  friends: [Person!]! }`,
    resolvers: {
      Query: {
        people: () => people,
        first: () => people[0],
        grid: () => [
          [people[0], people[1]],
          [null, people[1]],
        ],
        broken: failing('BROKEN'),
      },
      Person: {
        __resolveReference: among(people, 'id'),
        friends: (it: (typeof people)[0]) => it.friends.map((friend) => among(people, 'id')(friend)),
      },
    },
  },
  mail: {
    sdl: `${FEDERATION_2} type Person @key(fields: "id") { id: ID!  mail: String  box: Box  must: String!  boxes: [Box!] }
      type Box { size: Int  lock: String! }`,
    resolvers: {
      Person: {
        __resolveReference: (it: { id: string }) => it,
        mail: (it: { id: string }) => (bad(it) ? failing('NO_MAIL')() : `${it.id}@x`),
        box: (it: { id: string }) => ({ size: 1, ...(bad(it) ? {} : { lock: 'l' }) }),
        boxes: (it: { id: string }) => [{ lock: 'k' }, bad(it) ? {} : { lock: 'm' }],
        must: (it: { id: string }) => (bad(it) ? null : 'm'),
      },
    },
  },
};

const paths: SmallGraph = {
  phrase: 'errors with the path the client asked',
  subgraphs: friends,
  cases: [
    {
      says: 'aliases and list indices, once for each place where the entity stands',
      operation: '{ all: people { post: mail others: friends { mail } } }',
      data: {
        all: [
          { post: 'p1@x', others: [{ mail: null }, { mail: 'p3@x' }] },
          { post: null, others: [] },
          { post: 'p3@x', others: [{ mail: 'p1@x' }] },
        ],
      },
      errors: [
        { path: ['all', 0, 'others', 0, 'mail'], code: 'NO_MAIL' },
        { path: ['all', 1, 'post'], code: 'NO_MAIL' },
      ],
    },
    {
      says: 'in lists of lists',
      operation: '{ g: grid { m: mail } }',
      data: {
        g: [
          [{ m: 'p1@x' }, { m: null }],
          [null, { m: null }],
        ],
      },
      errors: [
        { path: ['g', 0, 1, 'm'], code: 'NO_MAIL' },
        { path: ['g', 1, 1, 'm'], code: 'NO_MAIL' },
      ],
    },
    {
      says: 'of a root field, beside fields that are well',
      operation: '{ b: broken first { name mail } }',
      data: { b: null, first: { name: 'Ana', mail: 'p1@x' } },
      errors: [{ path: ['b'], code: 'BROKEN' }],
    },
  ],
};

const bubbling: SmallGraph = {
  phrase: 'null bubbling',
  subgraphs: friends,
  cases: [
    {
      says: 'a null that must not be takes the nearest object that may be null',
      operation: '{ people { name box { size lock } } }',
      data: {
        people: [
          { name: 'Ana', box: { size: 1, lock: 'l' } },
          { name: 'Budi', box: null },
          { name: 'Citra', box: { size: 1, lock: 'l' } },
        ],
      },
      errors: [{ path: ['people', 1, 'box', 'lock'] }],
    },
    {
      says: 'through a list whose items must be',
      operation: '{ people { boxes { lock } } }',
      data: {
        people: [
          { boxes: [{ lock: 'k' }, { lock: 'm' }] },
          { boxes: null },
          { boxes: [{ lock: 'k' }, { lock: 'm' }] },
        ],
      },
      errors: [{ path: ['people', 1, 'boxes', 1, 'lock'] }],
    },
    {
      says: 'past the subgraph it came from, up to a hole in a list of another',
      operation: '{ grid { name must } }',
      data: {
        grid: [
          [{ name: 'Ana', must: 'm' }, null],
          [null, null],
        ],
      },
      errors: [{ path: ['grid', 0, 1, 'must'] }, { path: ['grid', 1, 1, 'must'] }],
    },
    {
      says: 'up to the very top when nothing on the way may be null',
      operation: '{ first { name } people { friends { must } } }',
      data: null,
      errors: [{ path: ['people', 0, 'friends', 0, 'must'] }],
    },
    {
      says: 'what the client did not ask for bubbles nothing',
      operation: '{ people { mail: name } }',
      data: { people: [{ mail: 'Ana' }, { mail: 'Budi' }, { mail: 'Citra' }] },
    },
  ],
};

const degraded: SmallGraph = {
  phrase: 'a failed subgraph costs only its fields',
  subgraphs: library,
  cases: [
    {
      says: 'fields of entities are null, the rest is answered',
      operation: '{ books(take: 2) { title author { id born } stars } }',
      down: ['authors'],
      data: {
        books: [
          { title: 'Sea', author: { id: 'a1', born: null }, stars: 4.5 },
          { title: 'Hill', author: { id: 'a2', born: null }, stars: null },
        ],
      },
      errors: [{ code: 'DEGRADED' }],
    },
    {
      says: 'a root of it is null beside roots that are well',
      operation: '{ a: author(id: "a1") { name } book(id: "b1") { title } }',
      down: ['authors'],
      data: { a: null, book: { title: 'Sea' } },
      errors: [{ code: 'DEGRADED' }],
    },
    {
      says: 'two that fail are two errors; what must be takes its object',
      operation: '{ book(id: "b1") { title author { name } } b: book(id: "b2") { reviews { text } } }',
      down: ['authors', 'reviews'],
      data: { book: { title: 'Sea', author: null }, b: null },
      errors: [{ code: 'DEGRADED' }, { code: 'DEGRADED' }],
    },
    {
      says: 'what hung on it is not fetched',
      operation: '{ book(id: "b1") { title reviews { by { name } } } }',
      down: ['books'],
      data: { book: null },
      errors: [{ code: 'DEGRADED' }],
      calls: ['books'],
    },
  ],
};

export const faults = [paths, bubbling, degraded];
