import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { isAsked, type Switches } from './switches';

export type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

export const isIntrospection = (name: string) => name === '__schema' || name === '__type';

/** The document with nothing but `__schema` and `__type` at the root; undefined if neither is asked. */
export function introspectionOf(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  fragments: Fragments,
  switches: Switches,
): DocumentNode | undefined {
  const selections: FieldNode[] = [];
  const collect = (set: SelectionSetNode): void => {
    for (const it of set.selections) {
      if (!isAsked(it, switches)) continue;
      if (it.kind === Kind.FIELD) {
        if (isIntrospection(it.name.value)) selections.push(it);
        continue;
      }
      const fragment = it.kind === Kind.INLINE_FRAGMENT ? it : fragments[it.name.value];
      if (fragment) collect(fragment.selectionSet);
    }
  };
  collect(operation.selectionSet);
  if (!selections.length) return undefined;

  const own = { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } as const };
  const others = document.definitions.filter((it) => it.kind === Kind.FRAGMENT_DEFINITION);
  return { kind: Kind.DOCUMENT, definitions: [own, ...others] };
}
