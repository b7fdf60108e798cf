import { type DocumentNode, visit } from 'graphql';
import { keyOf } from './canonical';
import type { PlanNode, QueryPlan } from './plan';

/**
 * Response keys that were asked for and that no operation of the plan mentions. The planner has been seen to lose
 * some; an answer would then hold a null nobody can explain.
 */
export function missingKeys(planned: DocumentNode, plan: QueryPlan): string[] {
  const words = new Set<string>();
  for (const operation of operationsOf(plan.node)) {
    for (const [word] of operation.matchAll(/[_A-Za-z]\w*/g)) words.add(word);
  }
  const missing = new Set<string>();
  visit(planned, {
    Field(field) {
      const key = keyOf(field);
      if (key !== '__typename' && !words.has(key)) missing.add(key);
    },
  });
  return [...missing];
}

function operationsOf(node: PlanNode | null | undefined): string[] {
  switch (node?.kind) {
    case 'Fetch':
    case 'BatchFetch':
      return [node.operation];
    case 'Subscription':
      return [node.primary.operation];
    case 'Flatten':
      return operationsOf(node.node);
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap(operationsOf);
    case 'Condition':
      return [...operationsOf(node.ifClause), ...operationsOf(node.elseClause)];
    case 'Defer':
      return [...operationsOf(node.primary.node), ...node.deferred.flatMap((it) => operationsOf(it.node))];
    default:
      return [];
  }
}
