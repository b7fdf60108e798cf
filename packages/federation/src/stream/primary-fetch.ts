import type { FetchNode, PlanNode, QueryPlan } from '../plan/plan';

/** The upstream subscription of a plan; undefined when it has none. */
export function primaryFetch({ node }: QueryPlan): FetchNode | undefined {
  return node && within(node);
}

function within(node: PlanNode): FetchNode | undefined {
  switch (node.kind) {
    case 'Subscription':
      return node.primary;
    case 'Fetch':
      return node.operationKind === 'subscription' ? node : undefined;
    case 'Sequence':
    case 'Parallel':
      return first(node.nodes);
    case 'Flatten':
      return within(node.node);
    case 'Condition':
      return first([node.ifClause, node.elseClause].filter((it) => it != null));
    default:
      return undefined;
  }
}

function first(nodes: readonly PlanNode[]): FetchNode | undefined {
  for (const node of nodes) {
    const found = within(node);
    if (found) return found;
  }
  return undefined;
}
