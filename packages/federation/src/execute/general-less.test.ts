import { expect, test } from '@jest/globals';
import { readSupergraph } from '../plan/supergraph';
import { setStage } from '../suite/stage';
import { requirementsUnmet } from '../suite/supergraphs/requires-degraded';
import { lessOf } from './general-less';

const { senders } = readSupergraph(setStage(requirementsUnmet[0]!.subgraphs).supergraph);
const HEAD = 'query($of:String,$r:[_Any!]!){_entities(representations:$r)';
const requires = ['__typename', 'id', 'price', 'size'].map((name) => ({ kind: 'Field' as const, name }));

const lessWithout = (unmet: string[], asked: string) => {
  const node = {
    kind: 'Fetch' as const,
    serviceName: 'store',
    variableUsages: ['of'],
    operation: `${HEAD}${asked}}`,
  };
  const group = { alias: '_entities', variable: 'r', paths: [], requires, isEntered: false };
  const less = lessOf(node, group, unmet, senders);
  return (
    less && {
      operation: less.node.operation,
      sent: less.node.variableUsages,
      of: less.group.requires.map((it) => 'name' in it && it.name),
    }
  );
};

test('what requires what is not known is not asked, nor is what it alone needs sent', () => {
  expect(lessWithout(['price'], '{...on Good{t:tax(of:$of) post box inStock}}')).toEqual({
    operation: 'query($r:[_Any!]!){_entities(representations:$r){...on Good{box inStock}}}',
    sent: [],
    of: ['__typename', 'id', 'size'],
  });
});

test('what the planner put into a fragment is looked into', () => {
  const asked = '{...on Good{...a}}} fragment a on Good {box shelf(of:$of)';
  expect(lessWithout(['size'], asked)).toMatchObject({
    operation:
      'query($of:String$r:[_Any!]!){_entities(representations:$r){...on Good{...on Good{shelf(of:$of)}}}}',
    sent: ['of'],
  });
});

test('there may be nothing left to ask', () => {
  expect(lessWithout(['price', 'size'], '{__typename ...on Good{__typename tax box post}}')).toBeUndefined();
});
