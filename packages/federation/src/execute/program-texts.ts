import {
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql';
import type { BatchFetchNode, FetchNode, RequiresSelection } from '../plan/plan';
import { Unsupported } from './deviation';
import type { Reading } from './shape-collect';

/** A subgraph's operation as the planner wrote it, with its own fragments. */
export function readOperation(text: string): {
  operation: OperationDefinitionNode;
  fragments: Record<string, FragmentDefinitionNode>;
} {
  const { definitions } = parse(text, { noLocation: true });
  const operation = definitions.find((it) => it.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Unsupported('no operation');
  const fragments = definitions.filter((it) => it.kind === Kind.FRAGMENT_DEFINITION);
  return { operation, fragments: Object.fromEntries(fragments.map((it) => [it.name.value, it])) };
}

export function rootTypeOf({ schema }: Reading, { operation }: OperationDefinitionNode): GraphQLObjectType {
  const type = schema.getRootType(operation);
  if (!type) throw new Unsupported(`no ${operation}`);
  return type;
}

/** A request up to its variables. */
export function headOf(node: FetchNode | BatchFetchNode): Buffer {
  const name = node.operationName ? `,"operationName":${JSON.stringify(node.operationName)}` : '';
  return Buffer.from(`{"query":${JSON.stringify(node.operation)}${name},"variables":{`);
}

/** `requires` as the selections it stands for, so that one aligner serves clients and representations. */
export function selectionsOf(requires: readonly RequiresSelection[]): SelectionSetNode {
  const named = (value: string) => ({ kind: Kind.NAME, value }) as const;
  return {
    kind: Kind.SELECTION_SET,
    selections: requires.map((it) => {
      if (it.kind === 'Field' && it.alias === undefined) {
        const selectionSet = it.selections?.length ? selectionsOf(it.selections) : undefined;
        return { kind: Kind.FIELD, name: named(it.name), selectionSet } as const;
      }
      if (it.kind === 'InlineFragment' && it.skipIf == null && it.includeIf == null) {
        const typeCondition = { kind: Kind.NAMED_TYPE, name: named(it.typeCondition) } as const;
        return {
          kind: Kind.INLINE_FRAGMENT,
          typeCondition,
          selectionSet: selectionsOf(it.selections),
        } as const;
      }
      throw new Unsupported('requires with aliases, conditions or fragment spreads');
    }),
  };
}

/** The types that the top of `requires` names, and the object types among them. */
export function conditionsOf(requires: readonly RequiresSelection[], schema: GraphQLSchema): string[] {
  const named = requires.flatMap((it) => (it.kind === 'InlineFragment' ? [it.typeCondition] : []));
  const concrete = named.flatMap((name) => {
    const type = schema.getType(name);
    return isAbstractType(type) ? schema.getPossibleTypes(type).map((it) => it.name) : [];
  });
  return [...new Set([...named, ...concrete])];
}
