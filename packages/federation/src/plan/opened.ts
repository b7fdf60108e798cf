import {
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** A subgraph's operation as the planner wrote it, with the named fragments it shortens with opened again. */
export function openedOperation(text: string): OperationDefinitionNode | undefined {
  const { definitions } = parse(text, { noLocation: true });
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const it of definitions) if (it.kind === Kind.FRAGMENT_DEFINITION) fragments.set(it.name.value, it);
  const operation = definitions.find((it) => it.kind === Kind.OPERATION_DEFINITION);
  if (!operation || !fragments.size) return operation;

  const openedSet = (set: SelectionSetNode): SelectionSetNode => ({
    ...set,
    selections: set.selections.map((it): SelectionNode => {
      if (it.kind !== Kind.FRAGMENT_SPREAD)
        return it.selectionSet ? { ...it, selectionSet: openedSet(it.selectionSet) } : it;
      const { typeCondition, selectionSet } = fragments.get(it.name.value)!;
      const { directives } = it;
      return { kind: Kind.INLINE_FRAGMENT, typeCondition, directives, selectionSet: openedSet(selectionSet) };
    }),
  });
  return { ...operation, selectionSet: openedSet(operation.selectionSet) };
}
