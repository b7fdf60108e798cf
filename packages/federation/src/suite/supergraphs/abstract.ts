import { among, FEDERATION_2, type SmallGraph } from '../small-graph';

const animals = [
  { __typename: 'Dog', id: 'd1', name: 'Rex', barks: true, weight: 9 },
  { __typename: 'Cat', id: 'c1', name: 'Tom', lives: 9, weight: 4 },
  { __typename: 'Fish', id: 'f1', name: 'Nemo', weight: 1 },
];
const find = among(animals, 'id');

export const members: SmallGraph = {
  phrase: 'abstract types whose members differ by subgraph',
  subgraphs: {
    home: {
      sdl: `${FEDERATION_2} type Query { home: [Animal!]! }
        interface Animal { id: ID!  name: String }
        type Dog implements Animal @key(fields: "id") { id: ID!  name: String @shareable  barks: Boolean }
        type Cat implements Animal @key(fields: "id") { id: ID!  name: String @shareable  lives: Int }`,
      resolvers: {
        Query: { home: () => animals.slice(0, 2) },
        Dog: { __resolveReference: find },
        Cat: { __resolveReference: find },
      },
    },
    zoo: {
      sdl: `${FEDERATION_2} type Query { zoo: [Animal]  tank: Swimmer }
        interface Animal { id: ID!  weight: Int }
        interface Swimmer { id: ID! }
        type Dog implements Animal & Swimmer @key(fields: "id") { id: ID!  weight: Int }
        type Fish implements Animal & Swimmer @key(fields: "id") { id: ID!  weight: Int  name: String @shareable }
        type Cat @key(fields: "id") { id: ID!  weight: Int }`,
      resolvers: {
        Query: { zoo: () => [animals[2], null, animals[0]], tank: () => animals[0] },
        Dog: { __resolveReference: find },
        Fish: { __resolveReference: find },
        Cat: { __resolveReference: find },
      },
    },
  },
  cases: [
    {
      says: 'an interface field that one subgraph does not have on the interface is found by member',
      operation: '{ home { weight name } zoo { name weight } }',
      data: {
        home: [
          { weight: 9, name: 'Rex' },
          { weight: 4, name: 'Tom' },
        ],
        zoo: [{ name: 'Nemo', weight: 1 }, null, { name: 'Rex', weight: 9 }],
      },
    },
    {
      says: 'aliases that are names of other fields stay apart, on the interface and on members',
      operation: `{ home { weight: name name: weight ...dog } zoo { id: name name: id weight weight: weight ...dog } }
        fragment dog on Dog { barks: id lives: barks }`,
      data: {
        home: [
          { weight: 'Rex', name: 9, barks: 'd1', lives: true },
          { weight: 'Tom', name: 4 },
        ],
        zoo: [
          { id: 'Nemo', name: 'f1', weight: 1 },
          null,
          { id: 'Rex', name: 'd1', weight: 9, barks: 'd1', lives: true },
        ],
      },
      otherThanStitching: 'stitching mixes an alias with the field of that name',
    },
    {
      says: 'a fragment on a member that this subgraph has not simply never applies',
      operation:
        '{ home { ... on Fish { name } ... on Cat { lives } } zoo { __typename ... on Cat { lives } ... on Dog { barks } } }',
      data: {
        home: [{}, { lives: 9 }],
        zoo: [{ __typename: 'Fish' }, null, { __typename: 'Dog', barks: true }],
      },
    },
    {
      says: 'a fragment on another interface chooses by the true type',
      operation:
        '{ home { id ... on Swimmer { kind: __typename } } tank { ... on Animal { name ... on Dog { barks } } } }',
      data: { home: [{ id: 'd1', kind: 'Dog' }, { id: 'c1' }], tank: { name: 'Rex', barks: true } },
    },
  ],
};

const found = [
  { __typename: 'Book', id: 'b1', title: 'Sea' },
  { __typename: 'Song', id: 's1', title: 'Hum' },
];
const unions: SmallGraph = {
  phrase: 'union intersections',
  subgraphs: {
    a: {
      sdl: `${FEDERATION_2} union Found = Book | Song
        type Query { a: [Found]  both: Found @shareable }
        type Book @key(fields: "id") { id: ID!  title: String @shareable }
        type Song { title: String }
        type Shelf @key(fields: "id") { id: ID!  first: Found @shareable }`,
      resolvers: {
        Query: { a: () => found, both: () => found[0] },
        Shelf: { __resolveReference: () => ({ first: found[0] }) },
        Book: { __resolveReference: among(found, 'id') },
      },
    },
    b: {
      sdl: `${FEDERATION_2} union Found = Book | Film
        type Query { b: [Found]  both: Found @shareable  shelf: Shelf }
        type Book @key(fields: "id") { id: ID!  title: String @shareable  pages: Int }
        type Film { title: String  minutes: Int }
        type Shelf @key(fields: "id") { id: ID!  first: Found @shareable }`,
      resolvers: {
        Query: {
          b: () => [
            { __typename: 'Film', title: 'Hill', minutes: 90 },
            { ...found[0], pages: 9 },
          ],
          both: () => ({ ...found[0], pages: 9 }),
          shelf: () => ({ id: 'x', first: { ...found[0], pages: 9 } }),
        },
        Shelf: { __resolveReference: () => ({ first: { ...found[0], pages: 9 } }) },
        Book: { __resolveReference: (it: { id: string }) => ({ ...it, title: 'Sea', pages: 9 }) },
      },
    },
  },
  cases: [
    {
      says: 'every member may be asked wherever the union is',
      operation: `{ a { ...all } b { ...all } } fragment all on Found { __typename ... on Book { title pages }
        ... on Song { title } ... on Film { minutes } }`,
      data: {
        a: [
          { __typename: 'Book', title: 'Sea', pages: 9 },
          { __typename: 'Song', title: 'Hum' },
        ],
        b: [
          { __typename: 'Film', minutes: 90 },
          { __typename: 'Book', title: 'Sea', pages: 9 },
        ],
      },
    },
    {
      says: 'on shared fields too, where only some of the members are possible',
      operation:
        '{ both { ... on Film { minutes } ... on Book { title } ... on Song { title } } shelf { first { ... on Book { pages } ... on Song { title } } } }',
      data: { both: { title: 'Sea' }, shelf: { first: { pages: 9 } } },
    },
  ],
};

export const abstracts = [members, unions];
