import {
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isLeafType,
  isObjectType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { keyOf } from './canonical';
import type { Fragments } from './root';
import type { Supergraph } from './supergraph';
import { isAsked, type Switches } from './switches';

/**
 * An operation in the one form that is given to the planner: nothing is switched, nothing is asked twice, no
 * fragment but `... on <object type>` where the type is not certain, no key that could be taken for another
 * field. The planner (0.0.38) fails, and sometimes dies, of what this form does without.
 */
export interface Normal {
  readonly schema: GraphQLSchema;
  readonly fragments: Fragments;
  readonly switches: Switches;
  readonly sourceKeys: ReadonlyMap<FieldNode, string>;
  readonly interfaceObjects: Supergraph['interfaceObjects'];
}

type Sets = readonly SelectionSetNode[];

/** Wider fragments of abstract types stay as they are: spelled out they would be longer than what they say. */
const MOST_SPELLED_OUT = 24;

/** Undefined if no subgraph has to be asked: the root's `__typename` and introspection are answered here. */
export function normalOperation(
  operation: OperationDefinitionNode,
  normal: Normal,
): DocumentNode | undefined {
  const root = normal.schema.getRootType(operation.operation);
  if (!root) return undefined;
  const selections = selectionsOf(root, [operation.selectionSet], normal).filter(
    (it) => it.kind !== Kind.FIELD || !it.name.value.startsWith('__'),
  );
  if (!selections.length) return undefined;
  const selectionSet = { kind: Kind.SELECTION_SET, selections } as const;
  return { kind: Kind.DOCUMENT, definitions: [{ ...operation, directives: [], selectionSet }] };
}

/** One field with all selections below it, or all that is asked of one object type. */
interface Entry {
  node: FieldNode | undefined;
  below: SelectionSetNode[];
}

function selectionsOf(type: GraphQLCompositeType, sets: Sets, normal: Normal): SelectionNode[] {
  const entries = new Map<string, Entry>();
  for (const set of sets) gather(type, set, entries, normal);
  const asked = new Set(entries.keys());
  if ([...entries.keys()].some((key) => key.startsWith(ON))) withInterfaceKey(type, entries, normal);

  const selections: SelectionNode[] = [];
  for (const [key, { node, below }] of entries) {
    if (node) selections.push(fieldOf(type, key, node, below, normal));
    else selections.push(...fragmentOn(key.slice(ON.length), below, entries, asked, normal));
  }
  return selections.length ? selections : [fieldNamed('__typename')];
}

/** Keys of entries that are fragments; no response key has a space. */
const ON = 'on ';

function gather(
  type: GraphQLCompositeType,
  { selections }: SelectionSetNode,
  entries: Map<string, Entry>,
  normal: Normal,
): void {
  const put = (key: string, node: FieldNode | undefined, below: SelectionSetNode | undefined) => {
    let entry = entries.get(key);
    if (!entry) {
      entry = { node, below: [] };
      entries.set(key, entry);
    }
    if (below) entry.below.push(below);
  };
  for (const it of selections) {
    if (!isAsked(it, normal.switches)) continue;
    if (it.kind === Kind.FIELD) {
      put(normal.sourceKeys.get(it) ?? keyOf(it), it, it.selectionSet);
      continue;
    }
    const fragment = it.kind === Kind.INLINE_FRAGMENT ? it : normal.fragments[it.name.value];
    if (!fragment) continue;
    const condition = fragment.typeCondition?.name.value;
    if (isCertain(type, condition, normal.schema)) gather(type, fragment.selectionSet, entries, normal);
    else
      for (const name of spelledOut(type, condition!, normal.schema))
        put(ON + name, undefined, fragment.selectionSet);
  }
}

/**
 * Of an interface that a subgraph has as an object the planner may ask the type elsewhere, by a key it forgot to
 * ask for.
 */
function withInterfaceKey(type: GraphQLCompositeType, entries: Map<string, Entry>, normal: Normal): void {
  const fields = isUnionType(type) ? {} : type.getFields();
  for (const name of normal.interfaceObjects.get(type.name) ?? []) {
    const isPlain = fields[name] && isLeafType(getNamedType(fields[name].type)) && !fields[name].args.length;
    if (isPlain && !entries.has(name)) entries.set(name, { node: fieldNamed(name), below: [] });
  }
}

const fieldNamed = (value: string): FieldNode => ({ kind: Kind.FIELD, name: { kind: Kind.NAME, value } });

/** Is every object that stands here of the type named? */
function isCertain(
  type: GraphQLCompositeType,
  condition: string | undefined,
  schema: GraphQLSchema,
): boolean {
  if (condition === undefined || condition === type.name) return true;
  const wanted = schema.getType(condition);
  return isAbstractType(wanted) && !isUnionType(type) && schema.isSubType(wanted, type);
}

/** The object types that may stand here and fit the condition. */
function spelledOut(type: GraphQLCompositeType, condition: string, schema: GraphQLSchema): string[] {
  if (isObjectType(type)) return [];
  const wanted = schema.getType(condition);
  const names = schema
    .getPossibleTypes(type)
    .filter((it) => it === wanted || (isAbstractType(wanted) && schema.isSubType(wanted, it)))
    .map(({ name }) => name);
  return names.length > MOST_SPELLED_OUT ? [condition] : names;
}

function fieldOf(
  type: GraphQLCompositeType,
  key: string,
  node: FieldNode,
  below: Sets,
  normal: Normal,
): FieldNode {
  const { name, arguments: given } = node;
  const fields = isUnionType(type) ? {} : type.getFields();
  const inner = getNamedType(fields[name.value]?.type);
  return {
    kind: Kind.FIELD,
    name,
    arguments: given,
    alias: key === name.value ? undefined : { kind: Kind.NAME, value: key },
    selectionSet:
      below.length && isCompositeType(inner)
        ? { kind: Kind.SELECTION_SET, selections: selectionsOf(inner, below, normal) }
        : undefined,
  };
}

/**
 * What is asked of one type only; leaves that are asked of all types are not said again. Where that leaves nothing,
 * the fragment still asks which type it is, unless the client itself asks those leaves of all types.
 */
function fragmentOn(
  name: string,
  below: Sets,
  around: ReadonlyMap<string, Entry>,
  asked: ReadonlySet<string>,
  normal: Normal,
): SelectionNode[] {
  const type = normal.schema.getType(name);
  if (!isCompositeType(type)) return [];
  const whole = selectionsOf(type, below, normal);
  const selections = whole.filter(
    (it) => it.kind !== Kind.FIELD || it.selectionSet || !around.has(keyOf(it)),
  );
  if (!selections.length) {
    if (whole.every((it) => it.kind === Kind.FIELD && asked.has(keyOf(it)))) return [];
    selections.push(fieldNamed('__typename'));
  }
  return [
    {
      kind: Kind.INLINE_FRAGMENT,
      typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } },
      selectionSet: { kind: Kind.SELECTION_SET, selections },
    },
  ];
}
