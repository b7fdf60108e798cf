import {
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
  stripIgnoredCharacters,
  visit,
} from 'graphql';
import { keyOf } from '../plan/canonical';
import { openedOperation } from '../plan/opened';
import type { BatchFetchNode, FetchNode, RequiresSelection } from '../plan/plan';
import type { Senders } from '../plan/senders';
import type { Group } from './general-entities';

/** A request for the entities of one group, and what represents them. */
export interface Less {
  readonly node: FetchNode | BatchFetchNode;
  readonly group: Group;
}

/**
 * What can be asked of the entities of a group when some of what their fields require is not known: the fields that
 * do not require it, of objects represented without it. Undefined if nothing is left to ask.
 *
 * @param unmet  names of the required fields that are not known, none of them of a key
 */
export function lessOf(
  node: FetchNode | BatchFetchNode,
  group: Group,
  unmet: readonly string[],
  senders: Senders,
): Less | undefined {
  const operation = openedOperation(node.operation);
  if (!operation) return undefined;
  const isMet = (type: string, { name }: FieldNode) =>
    !senders.requiredFor(type, name.value, node.serviceName).some((it) => unmet.includes(it));

  const entities = operation.selectionSet.selections.find(
    (it): it is FieldNode => it.kind === Kind.FIELD && keyOf(it) === group.alias,
  );
  const left = entities?.selectionSet && metOf(entities.selectionSet, '_Entity', isMet);
  if (!entities || !left) return undefined;

  const selectionSet: SelectionSetNode = {
    kind: Kind.SELECTION_SET,
    selections: [{ ...entities, selectionSet: left }],
  };
  const used = variablesIn(selectionSet);
  const asked: OperationDefinitionNode = {
    ...operation,
    selectionSet,
    variableDefinitions:
      operation.variableDefinitions?.filter((it) => used.has(it.variable.name.value)) ?? [],
  };
  return {
    node: {
      ...node,
      operation: stripIgnoredCharacters(print(asked)),
      variableUsages: (node.variableUsages ?? []).filter((it) => used.has(it)),
    },
    group: { ...group, requires: group.requires.flatMap((it) => without(it, unmet)) },
  };
}

/** The fields whose requirements are met; undefined if there are none. */
function metOf(
  { selections }: SelectionSetNode,
  type: string,
  isMet: (type: string, field: FieldNode) => boolean,
): SelectionSetNode | undefined {
  const met = selections.flatMap((it): SelectionNode[] => {
    if (it.kind === Kind.FIELD) return isMet(type, it) ? [it] : [];
    if (it.kind !== Kind.INLINE_FRAGMENT) return [it];
    const inner = metOf(it.selectionSet, it.typeCondition?.name.value ?? type, isMet);
    return inner ? [{ ...it, selectionSet: inner }] : [];
  });
  const isWorthwhile = met.some((it) => it.kind !== Kind.FIELD || it.name.value !== '__typename');
  return isWorthwhile ? { kind: Kind.SELECTION_SET, selections: met } : undefined;
}

function without(it: RequiresSelection, unmet: readonly string[]): RequiresSelection[] {
  if (it.kind === 'Field') return unmet.includes(it.alias ?? it.name) ? [] : [it];
  if (it.kind === 'FragmentSpread') return [it];
  return [{ ...it, selections: it.selections.flatMap((inner) => without(inner, unmet)) }];
}

function variablesIn(set: SelectionSetNode): Set<string> {
  const names = new Set<string>();
  visit(set, {
    Variable({ name }) {
      names.add(name.value);
    },
  });
  return names;
}
