import { among, FEDERATION_2, type SmallGraph } from '../small-graph';

const users = [
  { id: 'u1', mail: 'a@x', tax: 11, name: 'Ana', rank: 1, paid: true },
  { id: 'u2', mail: 'b@x', tax: 12, name: 'Budi', rank: 2, paid: false },
];

const many: SmallGraph = {
  phrase: '@key: many',
  subgraphs: {
    logins: {
      sdl: `${FEDERATION_2} type Query { byMail: [User!]! } type User @key(fields: "mail") { mail: String! }`,
      resolvers: { Query: { byMail: () => users }, User: { __resolveReference: among(users, 'mail') } },
    },
    people: {
      sdl: `${FEDERATION_2} type User @key(fields: "mail") @key(fields: "id") { id: ID!  mail: String!  name: String }`,
      resolvers: {
        User: {
          __resolveReference: (it: (typeof users)[0]) => among(users, it.id ? 'id' : 'mail')(it),
        },
      },
    },
    taxes: {
      sdl: `${FEDERATION_2} type Query { byTax: [User] }
        type User @key(fields: "id") @key(fields: "tax") { id: ID!  tax: Int!  paid: Boolean }`,
      resolvers: {
        Query: { byTax: () => [users[1], null, users[0]] },
        User: { __resolveReference: (it: (typeof users)[0]) => among(users, it.id ? 'id' : 'tax')(it) },
      },
    },
    ranks: {
      sdl: `${FEDERATION_2} type User @key(fields: "tax") { tax: Int!  rank: Int! }`,
      resolvers: { User: { __resolveReference: among(users, 'tax') } },
    },
  },
  cases: [
    {
      says: 'from key to key to key, through subgraphs nobody asked',
      operation: '{ byMail { rank name } }',
      data: {
        byMail: [
          { rank: 1, name: 'Ana' },
          { rank: 2, name: 'Budi' },
        ],
      },
      calls: ['logins', 'people', 'taxes', 'ranks'],
    },
    {
      says: 'and the other way round, with holes in the list',
      operation: '{ byTax { mail rank paid } }',
      data: { byTax: [{ mail: 'b@x', rank: 2, paid: false }, null, { mail: 'a@x', rank: 1, paid: true }] },
    },
  ],
};

const seats = [
  { row: 'A', number: 1, hall: { id: 'h1', floor: { level: 0 } }, price: 10, view: 'near' },
  { row: 'A', number: 2, hall: { id: 'h1', floor: { level: 0 } }, price: 20, view: 'far' },
  { row: 'B', number: 1, hall: { id: 'h2', floor: { level: 1 } }, price: 30, view: 'side' },
];
const seat = (it: { row: string; number: number }) => among(seats, 'row', 'number')(it);

const compound: SmallGraph = {
  phrase: '@key: compound',
  subgraphs: {
    plan: {
      sdl: `${FEDERATION_2} type Query { seats: [Seat!]! } type Seat @key(fields: "row number") { row: String!  number: Int! }`,
      resolvers: { Query: { seats: () => seats } },
    },
    prices: {
      sdl: `${FEDERATION_2} type Seat @key(fields: "number row") { number: Int!  row: String!  price: Int }`,
      resolvers: { Seat: { __resolveReference: seat } },
    },
  },
  cases: [
    {
      says: 'every part of it is sent',
      operation: '{ seats { price } }',
      data: { seats: [{ price: 10 }, { price: 20 }, { price: 30 }] },
    },
    {
      says: 'also when the client asks its parts under other names',
      operation: '{ seats { row: number price number: row } }',
      data: {
        seats: [
          { row: 1, price: 10, number: 'A' },
          { row: 2, price: 20, number: 'A' },
          { row: 1, price: 30, number: 'B' },
        ],
      },
      otherThanStitching: 'stitching adds the key under its own name, which conflicts',
    },
  ],
};

type SeatReference = { row: string; number: number; hall: { id: string; floor: { level: number } } };
const nested: SmallGraph = {
  phrase: '@key: nested',
  subgraphs: {
    plan: {
      sdl: `${FEDERATION_2} type Query { seats: [Seat!]! }
        type Seat @key(fields: "row number hall { id floor { level } }") { row: String!  number: Int!  hall: Hall! }
        type Hall @key(fields: "id") { id: ID!  floor: Floor! @shareable }
        type Floor @shareable { level: Int! }`,
      resolvers: { Query: { seats: () => seats } },
    },
    views: {
      sdl: `${FEDERATION_2}
        type Seat @key(fields: "row number hall { id floor { level } }") { row: String!  number: Int!  hall: Hall!  view: String }
        type Hall @key(fields: "id floor { level }") { id: ID!  floor: Floor! @shareable  name: String }
        type Floor @shareable { level: Int! }`,
      resolvers: {
        Seat: {
          __resolveReference: (it: SeatReference) => {
            const found = seat(it);
            return found?.hall.id === it.hall.id && found.hall.floor.level === it.hall.floor.level
              ? found
              : null;
          },
        },
        Hall: {
          __resolveReference: (it: SeatReference['hall']) => ({
            ...it,
            name: `${it.id} on ${it.floor.level}`,
          }),
        },
      },
    },
  },
  cases: [
    {
      says: 'objects inside a key are sent whole',
      operation: '{ seats { view } }',
      data: { seats: [{ view: 'near' }, { view: 'far' }, { view: 'side' }] },
    },
    {
      says: 'an entity inside the key of another is followed as well',
      operation: '{ seats { hall { name f: floor { l: level } } view } }',
      data: {
        seats: [
          { hall: { name: 'h1 on 0', f: { l: 0 } }, view: 'near' },
          { hall: { name: 'h1 on 0', f: { l: 0 } }, view: 'far' },
          { hall: { name: 'h2 on 1', f: { l: 1 } }, view: 'side' },
        ],
      },
    },
  ],
};

const shelves = [
  { id: 's1', code: null, name: 'one' },
  { id: 's2', code: 'c2', name: 'two' },
];
const missing: SmallGraph = {
  phrase: '@key: null keys',
  subgraphs: {
    list: {
      sdl: `${FEDERATION_2} type Query { shelves: [Shelf]  codes: [Code] }
        type Shelf @key(fields: "id code") { id: ID!  code: String }
        type Code @key(fields: "value") { value: String }`,
      resolvers: {
        Query: { shelves: () => [...shelves, null], codes: () => [{ value: null }, { value: 'v' }, null] },
      },
    },
    names: {
      sdl: `${FEDERATION_2} type Shelf @key(fields: "id code") { id: ID!  code: String  name: String! }
        type Code @key(fields: "value") { value: String  meaning: String }`,
      resolvers: {
        Shelf: { __resolveReference: (it: { id: string }) => among(shelves, 'id')(it) },
        Code: {
          __resolveReference: (it: { value: string | null }) => {
            if (it.value === null) throw new Error('there is no code without a value');
            return { ...it, meaning: `is ${it.value}` };
          },
        },
      },
    },
  },
  cases: [
    {
      says: 'a null part of a key is a value like another',
      operation: '{ shelves { name code } }',
      data: { shelves: [{ name: 'one', code: null }, { name: 'two', code: 'c2' }, null] },
    },
    {
      says: 'of an entity whose whole key is null nobody is asked: null fields, no error',
      operation: '{ codes { value meaning } }',
      data: { codes: [{ value: null, meaning: null }, { value: 'v', meaning: 'is v' }, null] },
    },
  ],
};

export const keys = [many, compound, nested, missing];
