import { QueryPlanner } from '@graphql-hive/router-query-planner';
import {
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { keyOf } from './canonical';
import { detourSupergraph, HERE, rootFieldFor, typeAt } from './detour-supergraph';
import type { FetchNode, PathSegment, PlanNode, QueryPlan } from './plan';
import type { Supergraph } from './supergraph';

/**
 * Plans what the planner (0.0.38) cannot: a field with `@requires` on an entity that was reached in the field's own
 * subgraph by an entity fetch. It says at which path it failed. The selection there is planned apart, as from an
 * entity at hand, and put behind the plan of all the rest.
 *
 * @returns undefined if this was not why it failed
 */
export function planAround(
  supergraph: Supergraph,
  planned: DocumentNode,
  name: string | null,
  error: unknown,
) {
  try {
    return {
      kind: 'QueryPlan',
      node: around({ supergraph, name, left: MOST_DETOURS }, planned, error),
    } as QueryPlan;
  } catch {
    return undefined;
  }
}

const MOST_DETOURS = 8;
const NO_LABELS: Set<string> = new Set();

interface Journey {
  readonly supergraph: Supergraph;
  readonly name: string | null;
  left: number;
}

const planners = new WeakMap<Supergraph, QueryPlanner>();

/** The planner that knows the subgraph of entities at hand; it knows all the others too. */
function plannerOf(supergraph: Supergraph): QueryPlanner {
  let planner = planners.get(supergraph);
  if (!planner) {
    planner = new QueryPlanner(detourSupergraph(supergraph.sdl));
    planners.set(supergraph, planner);
  }
  return planner;
}

function plan(journey: Journey, document: DocumentNode): PlanNode {
  let node: PlanNode | undefined;
  try {
    ({ node } = plannerOf(journey.supergraph).plan(print(document), journey.name, NO_LABELS, 0) as QueryPlan);
  } catch (error) {
    return around(journey, document, error);
  }
  if (!node) throw new Error('a plan without a node');
  return node;
}

function around(journey: Journey, document: DocumentNode, error: unknown): PlanNode {
  const [, path, type] =
    /Path '([^']+)' cannot be found in selection set of type (\w+)/.exec(String(error)) ?? [];
  if (path === undefined || journey.left-- === 0) throw error;
  const operation = document.definitions[0] as OperationDefinitionNode;
  const place = findPlace(operation, path.split('.'), type!, journey.supergraph.full);
  if (!place) throw error;

  const root = fieldWith(rootFieldFor(place.type.name), place.field.selectionSet!);
  const beyond = plan(
    journey,
    documentOf({ ...operation, operation: OperationTypeNode.QUERY, selectionSet: setOf([root]) }),
  );
  const { atHand, rest } = withoutHere(beyond);
  const before = plan(journey, documentOf(replaced(operation, place.field, atHand)));
  return { kind: 'Sequence', nodes: [...inSeries(before), ...rest.map((node) => moved(node, place.path))] };
}

const inSeries = (node: PlanNode) => (node.kind === 'Sequence' ? node.nodes : [node]);

const setOf = (selections: readonly SelectionNode[]): SelectionSetNode => ({
  kind: Kind.SELECTION_SET,
  selections,
});

const documentOf = (operation: OperationDefinitionNode): DocumentNode => ({
  kind: Kind.DOCUMENT,
  definitions: [operation],
});

const fieldWith = (name: string, selectionSet: SelectionSetNode): FieldNode => ({
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: name },
  selectionSet,
});

/** A field with a selection: what is below it, of which type that is, and the way there. */
interface Place {
  readonly field: FieldNode | undefined;
  readonly set: SelectionSetNode;
  readonly type: GraphQLCompositeType;
  readonly path: readonly PathSegment[];
}

interface EntityPlace extends Place {
  readonly field: FieldNode;
}

/** The planner's words begin at the root, or at any entity of the type it names. */
function findPlace(
  operation: OperationDefinitionNode,
  words: readonly string[],
  from: string,
  schema: GraphQLSchema,
): EntityPlace | undefined {
  const type = schema.getRootType(operation.operation);
  if (!type) return undefined;
  const starts: Place[] = [{ field: undefined, set: operation.selectionSet, type, path: [] }];
  for (let start = starts.shift(); start; start = starts.shift()) {
    const place = start.type.name === from || !start.field ? follow(start, words, schema) : undefined;
    const isSplit = place?.field?.selectionSet?.selections.every(
      (it) => it.kind === Kind.FIELD && AT_HAND.has(it),
    );
    if (place?.field && isObjectType(place.type) && !isSplit) return place as EntityPlace;
    for (const it of start.set.selections) {
      const next = it.kind === Kind.FRAGMENT_SPREAD ? undefined : stepInto(start, it, schema);
      if (next) starts.push(next);
    }
  }
  return undefined;
}

/** What was left where a selection was taken out. */
const AT_HAND = new WeakSet<SelectionNode>();

/** Keys, `@` for lists, `|[Type]` for fragments. */
function follow(start: Place, words: readonly string[], schema: GraphQLSchema): Place | undefined {
  let place: Place | undefined = start;
  for (const word of words) {
    if (word === '@' || !place) continue;
    const [, condition] = /^\|\[(\w+)\]$/.exec(word) ?? [];
    const next: SelectionNode | undefined = place.set.selections.find((it) =>
      condition === undefined
        ? it.kind === Kind.FIELD && keyOf(it) === word
        : it.kind === Kind.INLINE_FRAGMENT && it.typeCondition?.name.value === condition,
    );
    place = next && next.kind !== Kind.FRAGMENT_SPREAD ? stepInto(place, next, schema) : undefined;
  }
  return place;
}

function stepInto(
  { type, path, field }: Place,
  it: FieldNode | InlineFragmentNode,
  schema: GraphQLSchema,
): Place | undefined {
  if (it.kind === Kind.INLINE_FRAGMENT) {
    const condition = it.typeCondition?.name.value ?? type.name;
    const narrowed = schema.getType(condition);
    if (!isCompositeType(narrowed)) return undefined;
    return { field, set: it.selectionSet, type: narrowed, path: [...path, { TypeCondition: [condition] }] };
  }
  if (!it.selectionSet || isUnionType(type)) return undefined;
  const name = it.name.value;
  const held = type.getFields()[name]?.type;
  const inner = held ? getNamedType(held) : schema.getType(typeAt(name));
  if (!isCompositeType(inner)) return undefined;
  const lists = held ? listsOf(held) : [];
  return { field: it, set: it.selectionSet, type: inner, path: [...path, { Field: keyOf(it) }, ...lists] };
}

function listsOf(type: GraphQLOutputType): '@'[] {
  if (isNonNullType(type)) return listsOf(type.ofType);
  return isListType(type) ? ['@', ...listsOf(type.ofType)] : [];
}

/** The same operation with another selection below one field. */
function replaced(operation: OperationDefinitionNode, field: FieldNode, selectionSet: SelectionSetNode) {
  const inSet = (set: SelectionSetNode): SelectionSetNode =>
    setOf(
      set.selections.map((it) => {
        if (it === field) return { ...it, selectionSet };
        if (it.kind === Kind.FRAGMENT_SPREAD || !it.selectionSet) return it;
        return { ...it, selectionSet: inSet(it.selectionSet) };
      }),
    );
  return { ...operation, selectionSet: inSet(operation.selectionSet) };
}

/** Takes the first fetch away, which asks the entity at hand, and tells what it asks. */
function withoutHere(node: PlanNode): { atHand: SelectionSetNode; rest: readonly PlanNode[] } {
  const [first, ...rest] = inSeries(node);
  if (first?.kind !== 'Fetch' || first.serviceName !== HERE)
    throw new Error('a detour that does not begin here');
  return { atHand: selectionAtHand(first), rest };
}

function selectionAtHand({ operation }: FetchNode): SelectionSetNode {
  const { definitions } = parse(operation, { noLocation: true });
  const [root] = definitions.flatMap((it) =>
    it.kind === Kind.OPERATION_DEFINITION ? it.selectionSet.selections : [],
  );
  if (definitions.length !== 1 || root?.kind !== Kind.FIELD || !root.selectionSet) {
    throw new Error('a detour from an unknown place');
  }
  for (const it of root.selectionSet.selections) AT_HAND.add(it);
  return root.selectionSet;
}

/** The plan as from the place where the entity really is. */
function moved(node: PlanNode, place: readonly PathSegment[]): PlanNode {
  const from = (path: readonly PathSegment[]) => [...place, ...path.slice(1)];
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map((it) => moved(it, place)) };
    case 'Flatten':
      return { ...node, path: from(node.path) };
    case 'BatchFetch': {
      const aliases = node.entityBatch.aliases.map((it) => ({ ...it, paths: it.paths.map(from) }));
      return { ...node, entityBatch: { aliases } };
    }
    default:
      throw new Error(`a detour over a ${node.kind}`);
  }
}
