import { describe, expect, test } from '@jest/globals';
import { parse, print } from 'graphql';
import { setStage } from '../suite/stage';
import { draft, validated } from './prepare';
import { readSupergraph } from './supergraph';
import { switchesOf } from './switches';

const { supergraph: sdl } = setStage({
  town: {
    sdl: `type Query { stalls: [Stall!]!  stall(id: ID!): Stall  finds: [Find] }
      union Find = Stall | Coin
      interface Named { name(upper: Boolean): String }
      type Stall implements Named { id: ID!  name(upper: Boolean): String  owner: Person  size: Int }
      type Person implements Named { id: ID!  name(upper: Boolean): String }
      type Coin { id: ID!  worth: Int }`,
    resolvers: {},
  },
});
const supergraph = readSupergraph(sdl);

/** What the planner is given, on one line. */
function planned(query: string, variables: Record<string, unknown> = {}): string | undefined {
  const valid = validated(supergraph, parse(query), { query }, true);
  const { planned: given } = draft(valid, switchesOf(valid.conditions, valid.operation, variables));
  return given && print(given.document).replace(/\s+/g, ' ');
}

describe('what the planner is given', () => {
  test.each([
    ['a plain operation as it is', '{ stalls { id name } }', '{ stalls { id name } }'],
    ['fragments opened', '{ stalls { ...F } } fragment F on Stall { id }', '{ stalls { id } }'],
    ['fragments that always hold opened', '{ stalls { ... on Named { name } } }', '{ stalls { name } }'],
    [
      'equal fields once',
      '{ stalls { id owner { id } } stalls { id owner { name } } }',
      '{ stalls { id owner { id name } } }',
    ],
    ['an alias that is nothing else', '{ stalls { label: name } }', '{ stalls { label: name } }'],
    ['no alias that is another field', '{ stalls { size: name } }', '{ stalls { k0_name: name } }'],
    ['no alias that says nothing', '{ stalls { id: id } }', '{ stalls { id } }'],
    ['no alias of a type name', '{ stalls { t: __typename id } }', '{ stalls { __typename id } }'],
    [
      'one key of two meanings as two',
      '{ stalls { a: name } stall(id: 1) { a: id } }',
      '{ stalls { k0_name: name } stall(id: 1) { k1_id: id } }',
    ],
    [
      'arguments in any order as one meaning',
      '{ finds { ... on Stall { n: name(upper: true) } ... on Coin { id } } }',
      '{ finds { ... on Stall { n: name(upper: true) } ... on Coin { id } } }',
    ],
    [
      'fragments of abstract types by the types that fit',
      '{ finds { ... on Named { name } } }',
      '{ finds { ... on Stall { name } } }',
    ],
    ['what is empty with a type name', '{ stalls { id @skip(if: true) } }', '{ stalls { __typename } }'],
    [
      'nothing of the root that is answered here',
      '{ __typename stalls { id } __schema { types { name } } }',
      '{ stalls { id } }',
    ],
  ])('%s', (_says, query, normal) => {
    expect(planned(query)).toBe(normal);
  });

  test('nothing, if no subgraph has to be asked', () => {
    expect(planned('{ __typename t: __typename stalls @skip(if: true) { id } }')).toBeUndefined();
  });

  test('what is switched on, and no switch', () => {
    const query = `query ($a: Boolean!, $b: Boolean = true) {
      stalls { id @include(if: $a) ... @skip(if: $b) { size } ... @include(if: $b) { name } } }`;
    expect(planned(query, { a: true })).toMatch(/\{ stalls \{ id name \} \}$/);
    expect(planned(query, { a: false, b: false })).toMatch(/\{ stalls \{ size \} \}$/);
  });
});
