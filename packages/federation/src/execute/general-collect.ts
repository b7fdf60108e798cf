import {
  type FieldNode,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  isAbstractType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { keyOf } from '../plan/canonical';
import type { Prepared } from '../plan/prepared';
import { isAsked } from '../plan/switches';

/** A response key the client asks of an object, and where subgraphs' answers hold it. */
export interface Asked {
  /** The client's key. */
  readonly key: string;
  readonly source: string;
  readonly name: string;
  /** The selections below, of every node that asks for it. */
  readonly below: readonly SelectionSetNode[];
}

type Composite = GraphQLObjectType | GraphQLInterfaceType;

/** The fields asked of a type, by the specification's CollectFields; what variables switch is decided already. */
export function collectFields(
  prepared: Prepared,
  type: Composite,
  sets: readonly SelectionSetNode[],
): Asked[] {
  const found = new Map<string, FieldNode[]>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const it of selections) {
      if (!isAsked(it, prepared.switches)) continue;
      if (it.kind === Kind.FIELD) {
        const key = keyOf(it);
        const nodes = found.get(key);
        if (nodes) nodes.push(it);
        else found.set(key, [it]);
      } else {
        const fragment = it.kind === Kind.INLINE_FRAGMENT ? it : prepared.fragments[it.name.value];
        if (fragment && applies(prepared, type, fragment.typeCondition?.name.value))
          collect(fragment.selectionSet);
      }
    }
  };
  for (const set of sets) collect(set);

  return [...found].map(([key, nodes]) => ({
    key,
    source: prepared.sourceKeys.get(nodes[0]!) ?? key,
    name: nodes[0]!.name.value,
    below: nodes.flatMap((node) => node.selectionSet ?? []),
  }));
}

function applies({ supergraph: { api } }: Prepared, type: Composite, condition: string | undefined): boolean {
  if (condition === undefined || condition === type.name) return true;
  const wanted = api.getType(condition);
  return isAbstractType(wanted) && api.isSubType(wanted, type);
}
