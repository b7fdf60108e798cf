import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { composeServices } from '@theguild/federation-composition';
import { buildSchema, type GraphQLSchema, graphql, parse } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

/** Two small subgraphs in this process and the supergraph of both: enough for every way to be hostile. */
export interface SmallWorld {
  supergraph: string;
  stop(): void;
}

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@inaccessible"])';

const PEOPLE = `
  type Query {
    me: Person
    person(id: ID!): Person
    people(ids: [ID!], first: Int = 2): [Person!]!
    search(text: String!, filter: Filter): [Person!]!
    broken(how: String!): String
    pets: [Pet!]!
  }
  input Filter { name: String tags: [String!] and: [Filter!] age: Int ratio: Float on: Boolean }
  interface Pet { name: String! owner: Person! }
  type Cat implements Pet { name: String! owner: Person! lives: Int! }
  type Dog implements Pet { name: String! owner: Person! tag: String! }
  type Mutation { rename(id: ID!, name: String!): Person }
  type Subscription { ticks(every: Int = 50): Tick! }
  type Tick { at: Int! person: Person! }
  type Person @key(fields: "id") {
    id: ID!
    name: String!
    age: Int!
    friends(first: Int = 2): [Person!]!
    secretNote: String @inaccessible
  }`;

const PLACES = `
  type Query { place(id: ID!): Place }
  type Person @key(fields: "id") { id: ID! home: Place! street: String door: String }
  type Place @key(fields: "id") { id: ID! name: String! people: [Person!]! }`;

const DIRECTIVES =
  'directive @key(fields: String!) repeatable on OBJECT directive @inaccessible on FIELD_DEFINITION';

const person = (id: string) => ({
  __typename: 'Person',
  id,
  name: `Orang ${id}`,
  age: 40,
  friends: ({ first }: { first: number }) =>
    Array.from({ length: Math.min(first, 50) }, (_, i) => person(`${id}${i}`)),
  home: () => place(id),
  street: 'Jalan Pemuda',
  door: '1',
});

const place = (id: string) => ({
  __typename: 'Place',
  id,
  name: `Tempat ${id}`,
  people: () => [person(`${id}a`), person(`${id}b`)],
});

const _entities = ({ representations }: { representations: { __typename: string; id: string }[] }) =>
  representations.map((it) => (it.__typename === 'Place' ? place(it.id) : person(it.id)));

const pets = ['Cat', 'Dog'].map((kind) => ({
  __typename: kind,
  name: `Si ${kind}`,
  owner: () => person('1'),
  lives: 9,
  tag: 'a1',
}));

const people = {
  _entities,
  pets,
  me: () => person('1'),
  person: ({ id }: { id: string }) => person(id),
  people: ({ ids, first }: { ids?: string[]; first: number }) =>
    (ids ?? Array.from({ length: Math.min(first, 50) }, (_, i) => String(i))).map(person),
  search: () => [person('7')],
  rename: ({ id }: { id: string }) => person(id),
  async *ticks({ every }: { every: number }) {
    for (let at = 0; ; at++) {
      yield { ticks: { at, person: person('1') } };
      await new Promise((soon) => setTimeout(soon, every));
    }
  },
};

const places = { _entities, place: ({ id }: { id: string }) => place(id) };

/** Starts both subgraphs on ports of their own. */
export async function smallWorld(): Promise<SmallWorld> {
  const rooms = [
    await serve(PEOPLE, people, '_Entity = Person'),
    await serve(PLACES, places, '_Entity = Person | Place'),
  ];
  const composed = composeServices(
    [PEOPLE, PLACES].map((sdl, i) => ({
      name: ['people', 'places'][i] as string,
      url: `http://127.0.0.1:${portOf(rooms[i] as Server)}/graphql`,
      typeDefs: parse(`${LINK}\n${sdl}`),
    })),
  );
  if (!composed.supergraphSdl) throw new Error(composed.errors?.map((it) => it.message).join('\n'));
  return {
    supergraph: composed.supergraphSdl,
    stop() {
      for (const room of rooms) {
        room.close();
        room.closeAllConnections();
      }
    },
  };
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

async function serve(sdl: string, rootValue: object, union: string): Promise<Server> {
  const schema = buildSchema(
    `${DIRECTIVES} scalar _Any union ${union} ${sdl} extend type Query { _entities(representations: [_Any!]!): [_Entity]! }`,
  );
  const server = createServer((request, response) => void answer(request, response, schema, rootValue));
  const sockets = new WebSocketServer({ server, path: '/graphql' });
  useServer({ schema, roots: { subscription: rootValue as never } }, sockets);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return server;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  schema: GraphQLSchema,
  rootValue: object,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const how = /breaks:(\w+)/.exec(text)?.[1];
  if (how) return breakdown(how, response);
  const { query, variables } = JSON.parse(text) as { query: string; variables?: Record<string, unknown> };
  const result = await graphql({ schema, source: query, rootValue, variableValues: variables });
  send(response, 200, JSON.stringify(result));
}

function send(response: ServerResponse, status: number, body: string, type = 'application/json'): void {
  response.writeHead(status, { 'content-type': type }).end(body);
}

const failure = (message: string, extensions?: object) =>
  JSON.stringify({ data: { broken: null }, errors: [{ message, path: ['broken'], extensions }] });

const STACK = 'Error: x\n    at Object.<anonymous> (/srv/app/node_modules/pg/lib/client.js:12:3)';

/** What a subgraph says when something is wrong in it, or somebody else speaks in its place. */
const BREAKDOWNS: Record<string, (response: ServerResponse) => void> = {
  sql: (to) => send(to, 200, failure('relation "people" does not exist: select * from people where id = 1')),
  stack: (to) =>
    send(to, 200, failure(STACK, { code: 'INTERNAL_SERVER_ERROR', stacktrace: STACK.split('\n') })),
  host: (to) => send(to, 200, failure('connect ECONNREFUSED 127.0.0.1:5432', { host: 'db.internal:5432' })),
  suggestion: (to) =>
    send(to, 200, failure('Did you mean "secretNote"?', { code: 'GRAPHQL_VALIDATION_FAILED' })),
  prototype: (to) =>
    send(
      to,
      200,
      '{"data":{"broken":"x","__proto__":{"polluted":1}},"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
    ),
  html: (to) => send(to, 502, '<html><body>nginx/1.2.3 upstream 10.0.0.1:4001</body></html>', 'text/html'),
  empty: (to) => send(to, 200, ''),
  cut: (to) => send(to, 200, '{"data":{"broken":"x'),
  array: (to) => send(to, 200, '[{"data":{"broken":"x"}}]'),
  nothing: (to) => send(to, 200, 'null'),
  deep: (to) => send(to, 200, `{"data":{"broken":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`),
  wrong: (to) => send(to, 200, '{"data":{"broken":{"select":"* from people"}}}'),
  errors: (to) => send(to, 200, '{"data":{"broken":"x"},"errors":"select * from people"}'),
  hangup: (to) => void to.destroy(),
  silence: () => {},
};

function breakdown(how: string, response: ServerResponse): void {
  BREAKDOWNS[how]?.(response);
}

/** All but silence, which takes time. */
export const breakdowns: readonly string[] = Object.keys(BREAKDOWNS).filter((how) => how !== 'silence');
