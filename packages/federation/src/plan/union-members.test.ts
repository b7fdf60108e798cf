import { expect, test } from '@jest/globals';
import { type OperationDefinitionNode, parse } from 'graphql';
import { setStage } from '../suite/stage';
import { unionsInPart } from '../suite/supergraphs/unions';
import type { PlanNode, QueryPlan } from './plan';
import { readSupergraph } from './supergraph';
import { withUnionMembers } from './union-members';

const FRUIT_OF_NIGHT = 'fruit: Ware @join__field(graph: DAY) @join__field(graph: NIGHT';
const sdl = setStage(unionsInPart[0]!.subgraphs).supergraph;
// As other compositions say it: by night it is no union.
const supergraph = readSupergraph(sdl.replace(FRUIT_OF_NIGHT, `${FRUIT_OF_NIGHT}, type: "Fruit"`));

const completedAll = (asked: string, node: PlanNode): string => {
  const planned = parse(asked).definitions[0] as OperationDefinitionNode;
  const done = withUnionMembers(supergraph, planned, { kind: 'QueryPlan', node }).node;
  const fetch = done?.kind === 'Flatten' ? done.node : done;
  return fetch?.kind === 'Fetch' ? fetch.operation : '';
};
const completed = (asked: string, operation: string): string =>
  completedAll(`{ day { stand { sold { ${asked} } } } }`, { kind: 'Fetch', serviceName: 'day', operation });
const FRUIT = '{day{stand{sold{__typename ...on Fruit{name}}}}}';

test('a member is asked that the subgraph has, with what may not be null in it', () => {
  expect(completed('... on Bread { f: flour }', FRUIT)).toBe(
    '{day{stand{sold{__typename ...on Fruit{name}...on Bread{f:flour}}}}}',
  );
});

test('also where the planner shortened its operation by a fragment', () => {
  expect(
    completed(
      '... on Bread { flour }',
      '{day{stand{...a}} it: day{id}} fragment a on Stand {sold{__typename}}',
    ),
  ).toBe('{day{stand{...on Stand{sold{__typename ...on Bread{flour}}}}}it:day{id}}');
});

test('and where the union is in it as a whole, once', () => {
  const shortened = '{day{stand{sold{...a}}}} fragment a on Ware {__typename ...on Fruit{name}}';
  expect(completed('... on Fruit { name } ... on Bread { flour }', shortened)).toBe(
    '{day{stand{sold{...on Ware{__typename ...on Fruit{name}}...on Bread{flour}}}}}',
  );
});

test('a member is left out where the subgraph states another type than the union, and of entities', () => {
  const lamp = '{ fruit { ... on Fruit { name } ... on Lamp { watts } } }';
  const ofNight = '{fruit{name}}';
  expect(supergraph.sdl).not.toBe(sdl);
  expect(completedAll(lamp, { kind: 'Fetch', serviceName: 'night', operation: ofNight })).toBe(ofNight);

  const operation = '{_entities(representations:$r){...on Fruit{name}}}';
  const fetch = {
    kind: 'Fetch' as const,
    serviceName: 'night',
    operation,
    requires: [{ kind: 'Field' as const, name: 'x' }],
  };
  const node = { kind: 'Flatten' as const, path: [{ Field: 'fruit' }], node: fetch };
  expect(completedAll(lamp, node)).toBe(operation);
});

test.each([
  ['the subgraph does not know it', '... on Lamp { watts }', FRUIT],
  ['it is asked already', '... on Bread { flour }', '{day{stand{sold{...on Bread{name}}}}}'],
  ['it may lack what is asked of it', '... on Bread { label }', FRUIT],
  ['arguments would have to come along', '... on Bread { baked(of: "r") flour }', FRUIT],
  [
    'the subgraph states another type under that key',
    '... on Fruit { label } ... on Bread { label flour }',
    '{day{stand{sold{__typename ...on Fruit{label}}}}}',
  ],
])('a member is left as it is planned if %s', (_, asked, operation) => {
  expect(completed(asked, operation)).toBe(operation);
});

test('a supergraph whose subgraphs know the same unions costs nothing', () => {
  expect([...supergraph.partialUnions]).toEqual(['Ware']);
  const plan: QueryPlan = {
    kind: 'QueryPlan',
    node: { kind: 'Fetch', serviceName: 'day', operation: 'no text' },
  };
  const agreeing = { ...supergraph, partialUnions: new Set<string>() };
  expect(withUnionMembers(agreeing, {} as never, plan)).toBe(plan);
});
