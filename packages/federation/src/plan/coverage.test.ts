import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { FEDERATION_2 } from '../suite/small-graph';
import { setStage } from '../suite/stage';
import { missingKeys } from './coverage';
import type { QueryPlan } from './plan';
import { readSupergraph } from './supergraph';

/** Of what may be found both know books; of pets each has its own. */
const { supergraph: sdl } = setStage({
  shop: {
    sdl: `${FEDERATION_2} type Query { found: Found @shareable  pet: Pet @shareable  shop: Shop }
      union Found = Book | Song
      interface Pet { name: String }
      type Book { title: String @shareable }
      type Song { tune: String }
      type Dog implements Pet { name: String  barks: Boolean }
      type Shop { sold: Found  shelf: Shelf }
      type Shelf @key(fields: "id") { id: ID!  first: Found @shareable }`,
    resolvers: {},
  },
  cinema: {
    sdl: `${FEDERATION_2} type Query { found: Found @shareable  pet: Pet @shareable  film: Film }
      union Found = Book | Film
      interface Pet { name: String }
      type Book { title: String @shareable }
      type Film { minutes: Int }
      type Cat implements Pet { name: String  lives: Int }
      type Shelf @key(fields: "id") { id: ID!  first: Found @shareable }`,
    resolvers: {},
  },
});
const supergraph = readSupergraph(sdl);
const ALL = '{ ... on Book { title } ... on Song { tune } ... on Film { minutes } }';

const lostOf = (query: string, operation: string): string[] =>
  missingKeys(supergraph, parse(query), {
    kind: 'QueryPlan',
    node: { kind: 'Fetch', serviceName: 'shop', operation },
  });

test.each([
  ['found', '{ nothing }', ['found', 'title']],
  ['found', '{ found { title } }', []],
  ['shop { sold', '{ shop { sold { title } } }', ['tune']],
  ['shop { sold', '{ shop { sold { title tune } } }', []],
  ['shop { shelf { first', '{ shop { shelf { first { tune } } } }', ['title']],
  ['shop { shelf { id f: first', '{ shop { shelf { first { title } } } }', ['id', 'f']],
])('of { %s { a book, a song, a film } } the plan %s has lost %j', (at, operation, lost) => {
  expect(lostOf(`{ ${at} ${ALL} ${'}'.repeat(at.split('{').length)}`, operation)).toEqual(lost);
});

test('of an interface, what a member does that not all know is left out rightly, what all do is lost', () => {
  const query = '{ pet { name ... on Cat { lives } ... on Dog { barks } } }';
  expect(lostOf(query, '{ pet { __typename } }')).toEqual(['name']);
});

test.each(['found', 'shop { shelf { first', 'shop { sold'])(
  'the planner itself loses nothing of { %s',
  (at) => {
    const query = `{ ${at} ${ALL} ${'}'.repeat(at.split('{').length)}`;
    const plan = supergraph.planner.plan(query, null, new Set(), 0) as QueryPlan;
    expect(missingKeys(supergraph, parse(query), plan)).toEqual([]);
  },
);
