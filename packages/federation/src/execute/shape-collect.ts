import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { Prepared } from '../plan/prepared';
import { isAsked } from '../plan/switches';
import { Unsupported } from './deviation';

/** What selections mean here. */
export interface Reading {
  readonly schema: GraphQLSchema;
  readonly fragments: Prepared['fragments'];
  /** Values of the variables that decide `@skip` and `@include`: there is a program for each combination. */
  readonly switches: Prepared['switches'];
  /** Fields of the client that have another key in answers. */
  readonly sourceKeys?: Prepared['sourceKeys'];
}

/** A response key with every field node that asks for it. */
export interface Wanted {
  readonly key: string;
  /** The key in answers, where it is another one. */
  readonly sourceKey: string;
  readonly name: string;
  readonly nodes: FieldNode[];
}

/** Is every object of this type also of the type named? */
export function isOfType(schema: GraphQLSchema, type: GraphQLObjectType, named: string | undefined): boolean {
  if (named === undefined || named === type.name) return true;
  const condition = schema.getType(named);
  return isAbstractType(condition) && schema.isSubType(condition, type);
}

/** The fields wanted of a concrete type, in order: the specification's CollectFields. */
export function collect(
  reading: Reading,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
  into = new Map<string, Wanted>(),
): Map<string, Wanted> {
  for (const selection of sets.flatMap((set) => set.selections)) {
    if (!isAsked(selection, reading.switches)) continue;
    if (selection.kind === Kind.FIELD) {
      const key = (selection.alias ?? selection.name).value;
      const wanted = into.get(key);
      if (wanted) wanted.nodes.push(selection);
      else {
        const sourceKey = reading.sourceKeys?.get(selection) ?? key;
        into.set(key, { key, sourceKey, name: selection.name.value, nodes: [selection] });
      }
      continue;
    }
    const fragment =
      selection.kind === Kind.FRAGMENT_SPREAD ? reading.fragments[selection.name.value] : selection;
    if (!fragment) throw new Unsupported('a fragment that is not there');
    if (!isOfType(reading.schema, type, fragment.typeCondition?.name.value)) continue;
    collect(reading, type, [fragment.selectionSet], into);
  }
  return into;
}

/** The selections below a field. */
export function below({ nodes }: Pick<Wanted, 'nodes'>): SelectionSetNode[] {
  return nodes.flatMap((node) => node.selectionSet ?? []);
}
