import { expect, test } from '@jest/globals';
import { type OperationDefinitionNode, parse } from 'graphql';
import { setStage } from '../suite/stage';
import { unionsInPart } from '../suite/supergraphs/unions';
import type { QueryPlan } from './plan';
import { readSupergraph } from './supergraph';
import { withUnionMembers } from './union-members';

const supergraph = readSupergraph(setStage(unionsInPart[0]!.subgraphs).supergraph);

const completed = (asked: string, operation: string): string => {
  const plan: QueryPlan = { kind: 'QueryPlan', node: { kind: 'Fetch', serviceName: 'day', operation } };
  const planned = parse(`{ day { stand { sold { ${asked} } } } }`).definitions[0] as OperationDefinitionNode;
  const { node } = withUnionMembers(supergraph, planned, plan);
  return node?.kind === 'Fetch' ? node.operation : '';
};
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
