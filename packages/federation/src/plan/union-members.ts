import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isAbstractType,
  isCompositeType,
  isLeafType,
  isNonNullType,
  isObjectType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
  stripIgnoredCharacters,
} from 'graphql';
import { keyOf } from './canonical';
import { nameIn } from './joins';
import { openedOperation } from './opened';
import type { BatchFetchNode, FetchNode, PathSegment, PlanNode, QueryPlan } from './plan';
import type { Supergraph } from './supergraph';

/** What the client asks of the objects at one place. */
interface Place {
  readonly type: GraphQLCompositeType;
  readonly sets: readonly SelectionSetNode[];
}

type Known = Pick<Supergraph, 'full' | 'senders' | 'partialUnions'>;

/**
 * Where subgraphs that share a field know different members of its union, the planner asks only those that all
 * know, as if no other could come. One subgraph is asked then, and it may send any of its own. If a field of such a
 * member must not be null, its absence would take everything round it away; so these members are asked after all,
 * where the subgraph has all that is asked of them.
 */
export function withUnionMembers(known: Known, planned: OperationDefinitionNode, plan: QueryPlan): QueryPlan {
  const type = known.full.getRootType(planned.operation);
  if (!known.partialUnions.size || !plan.node || !type) return plan;
  return { ...plan, node: inNode(known, plan.node, { type, sets: [planned.selectionSet] }) };
}

function inNode(known: Known, node: PlanNode, root: Place): PlanNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map((it) => inNode(known, it, root)) };
    case 'Subscription':
      return { ...node, primary: inFetch(known, node.primary, () => root) };
    case 'Fetch':
      return node.requires?.length ? node : inFetch(known, node, () => root);
    case 'Flatten': {
      const { node: inner, path } = node;
      return inner.kind === 'Fetch'
        ? { ...node, node: inFetch(known, inner, () => placeAt(known.full, root, path)) }
        : node;
    }
    case 'BatchFetch':
      return inFetch(known, node, (alias) => {
        const paths = node.entityBatch.aliases.find((it) => it.alias === alias)?.paths ?? [];
        const [first, ...more] = paths.map((path) => placeAt(known.full, root, path));
        return first && { ...first, sets: [first, ...more].flatMap((it) => it?.sets ?? []) };
      });
    default:
      return node;
  }
}

/** @param placeOf  where the entities under an alias stand in the client's operation; or, of a root, all there is */
function inFetch<Node extends FetchNode | BatchFetchNode>(
  known: Known,
  node: Node,
  placeOf: (alias: string) => Place | undefined,
): Node {
  const operation = openedOperation(node.operation);
  if (!operation) return node;
  const ask = (set: SelectionSetNode, place: Place | undefined) =>
    place ? inSet(known, node.serviceName, set, place) : set;
  const isOfEntities = node.kind === 'BatchFetch' || Boolean(node.requires?.length);
  const whole = isOfEntities
    ? inEach(operation.selectionSet, (it, set) =>
        it.kind === Kind.FIELD ? ask(set, placeOf(keyOf(it))) : set,
      )
    : ask(operation.selectionSet, placeOf(''));
  if (whole === operation.selectionSet) return node;
  return { ...node, operation: stripIgnoredCharacters(print({ ...operation, selectionSet: whole })) };
}

/**
 * The same set if nothing is missing in it.
 *
 * @param stated  the type that the subgraph itself states there, if it is known
 */
function inSet(
  known: Known,
  subgraph: string,
  set: SelectionSetNode,
  place: Place,
  stated?: string,
): SelectionSetNode {
  const { full, senders, partialUnions } = known;
  const { type } = place;
  const whole = inEach(set, (it, inner) => {
    const isField = it.kind === Kind.FIELD;
    const below = isField ? under(place, keyOf(it)) : narrowed(full, place, it.typeCondition?.name.value);
    if (!below) return inner;
    const sender =
      isField && senders.of(type, it.name.value, undefined).find((one) => one.subgraph === subgraph);
    return inSet(known, subgraph, inner, below, sender ? nameIn(sender.stated) : undefined);
  });
  if (stated !== type.name || !partialUnions.has(stated)) return whole;
  const missing = missingMembers(known, subgraph, set, place);
  return missing.length ? { ...whole, selections: [...whole.selections, ...missing] } : whole;
}

function inEach(
  set: SelectionSetNode,
  change: (it: FieldNode | InlineFragmentNode, inner: SelectionSetNode) => SelectionSetNode,
): SelectionSetNode {
  let isSame = true;
  const selections = set.selections.map((it): SelectionNode => {
    if (it.kind === Kind.FRAGMENT_SPREAD || !it.selectionSet) return it;
    const selectionSet = change(it, it.selectionSet);
    if (selectionSet === it.selectionSet) return it;
    isSame = false;
    return { ...it, selectionSet };
  });
  return isSame ? set : { ...set, selections };
}

function missingMembers(
  { full, senders }: Known,
  subgraph: string,
  { selections }: SelectionSetNode,
  { type, sets }: Place,
): InlineFragmentNode[] {
  /** By response key what the subgraph states as its type: one key may not stand for two. */
  const stated = new Map<string, string>();
  const stateOf = (member: string, { name }: FieldNode) =>
    senders
      .of(full.getType(member)!, name.value, [{ subgraph, stated: member }])
      .find((it) => it.subgraph === subgraph && !it.isExternal)?.stated;
  const isHeld = (member: string, leaf: SelectionNode): boolean => {
    if (leaf.kind !== Kind.FIELD) return false;
    if (leaf.name.value === '__typename') return true;
    const state = stateOf(member, leaf);
    const key = keyOf(leaf);
    if (!state || (stated.get(key) ?? state) !== state) return false;
    stated.set(key, state);
    return !leaf.arguments?.length && isLeafType(full.getType(nameIn(state)));
  };
  const memberOf = (it: SelectionNode) =>
    (it.kind === Kind.INLINE_FRAGMENT && it.typeCondition?.name.value) || undefined;

  const open = (it: SelectionNode): readonly SelectionNode[] =>
    it.kind === Kind.INLINE_FRAGMENT && memberOf(it) === type.name
      ? it.selectionSet.selections.flatMap(open)
      : [it];
  const planned = selections.flatMap(open);
  const asked = new Set(planned.map(memberOf));
  for (const it of planned) {
    const leaves = it.kind === Kind.INLINE_FRAGMENT ? it.selectionSet.selections : [];
    for (const leaf of leaves) isHeld(memberOf(it) ?? type.name, leaf);
  }
  return sets
    .flatMap((set) => set.selections)
    .filter((it): it is InlineFragmentNode => {
      const member = full.getType(memberOf(it) ?? '');
      if (it.kind !== Kind.INLINE_FRAGMENT || !isObjectType(member) || asked.has(member.name)) return false;
      if (!senders.sends({ subgraph, stated: type.name }, member.name)) return false;
      const leaves = it.selectionSet.selections;
      const mustBe = (leaf: SelectionNode) =>
        leaf.kind === Kind.FIELD && isNonNullType(member.getFields()[leaf.name.value]?.type);
      return leaves.some(mustBe) && leaves.every((leaf) => isHeld(member.name, leaf));
    });
}

/** Below a response key. */
function under({ type, sets }: Place, key: string): Place | undefined {
  const found = sets.flatMap(({ selections }) =>
    selections.filter((it): it is FieldNode => it.kind === Kind.FIELD && keyOf(it) === key),
  );
  const [first] = found;
  if (!first || isUnionType(type)) return undefined;
  const inner = getNamedType(type.getFields()[first.name.value]?.type);
  return isCompositeType(inner)
    ? { type: inner, sets: found.flatMap(({ selectionSet }) => selectionSet ?? []) }
    : undefined;
}

/** What is asked there of objects of this type: by itself, and with all that it is one of. */
function narrowed(full: GraphQLSchema, { type, sets }: Place, name: string | undefined): Place | undefined {
  const own = full.getType(name ?? type.name);
  if (!isCompositeType(own)) return undefined;
  const isOf = (condition: string) => {
    const wanted = full.getType(condition);
    return wanted === own || (isAbstractType(wanted) && !isUnionType(own) && full.isSubType(wanted, own));
  };
  const open = (set: SelectionSetNode): SelectionSetNode[] => [
    set,
    ...set.selections.flatMap((it) =>
      it.kind === Kind.INLINE_FRAGMENT && isOf(it.typeCondition?.name.value ?? own.name)
        ? open(it.selectionSet)
        : [],
    ),
  ];
  return { type: own, sets: sets.flatMap(open) };
}

function placeAt(full: GraphQLSchema, root: Place, path: readonly PathSegment[]): Place | undefined {
  let place: Place | undefined = root;
  for (const it of path) {
    if (it === '@' || !place) continue;
    if ('Field' in it) place = under(place, it.Field);
    else place = it.TypeCondition.length === 1 ? narrowed(full, place, it.TypeCondition[0]) : undefined;
  }
  return place;
}
