import {
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { keyOf } from './canonical';
import type { PlanNode, QueryPlan } from './plan';
import type { Sender } from './senders';
import type { Supergraph } from './supergraph';

/**
 * Response keys that were asked for and that no operation of the plan mentions. The planner has been seen to lose
 * some; an answer would then hold a null nobody can explain. What is asked of a type that not every subgraph may
 * send there is not lost: subgraphs that share a field answer the same, so the planner leaves it out, and rightly.
 */
export function missingKeys(
  { full, senders }: Pick<Supergraph, 'full' | 'senders'>,
  planned: DocumentNode,
  plan: QueryPlan,
): string[] {
  const words = new Set<string>();
  for (const operation of operationsOf(plan.node)) {
    for (const [word] of operation.matchAll(/[_A-Za-z]\w*/g)) words.add(word);
  }
  const missing = new Set<string>();
  const look = (
    { selections }: SelectionSetNode,
    type: GraphQLNamedType | undefined,
    from: readonly Sender[] | undefined,
  ): void => {
    for (const it of selections) {
      if (it.kind === Kind.INLINE_FRAGMENT) {
        const on = it.typeCondition ? full.getType(it.typeCondition.name.value) : type;
        if (!on || !from || from.every((one) => senders.sends(one, on.name))) look(it.selectionSet, on, from);
      } else if (it.kind === Kind.FIELD && it.name.value !== '__typename') {
        if (!words.has(keyOf(it))) missing.add(keyOf(it));
        const below = it.selectionSet && type ? senders.of(type, it.name.value, from) : undefined;
        if (it.selectionSet) look(it.selectionSet, typeOf(type, it), below);
      }
    }
  };
  for (const it of planned.definitions) {
    if (it.kind !== Kind.OPERATION_DEFINITION) continue;
    look(it.selectionSet, full.getRootType(it.operation) ?? undefined, undefined);
  }
  return [...missing];
}

const typeOf = (type: GraphQLNamedType | undefined, { name }: FieldNode): GraphQLNamedType | undefined =>
  isObjectType(type) || isInterfaceType(type)
    ? (getNamedType(type.getFields()[name.value]?.type) ?? undefined)
    : undefined;

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
