import {
  type ConstDirectiveNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql';

/**
 * Refuses what the planner (0.0.38) would not: it aborts the process over a field set that does not parse or
 * names no field.
 *
 * @throws Error with what is wrong, for the operator
 */
export function refuseBadSupergraph(full: GraphQLSchema): void {
  const graphs = full.getType('join__Graph');
  if (!full.getQueryType()) throw new Error('The supergraph has no Query.');
  if (!isEnumType(graphs)) throw new Error('This is no supergraph: it lists no subgraphs.');
  for (const { name, astNode } of graphs.getValues()) {
    if (!textOf(joins(astNode, 'join__graph')[0], 'name')) throw new Error(`Subgraph ${name} has no name.`);
  }
  const known = new Set(graphs.getValues().map(({ name }) => name));
  for (const type of Object.values(full.getTypeMap())) refuseBadType(type, full, known);
}

function refuseBadType(type: GraphQLNamedType, full: GraphQLSchema, known: ReadonlySet<string>): void {
  for (const join of joins(type.astNode, 'join__type')) {
    refuseUnknownGraph(join, known);
    refuseBadFieldSet(textOf(join, 'key'), type, full);
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return;
  for (const field of Object.values(type.getFields())) {
    for (const join of joins(field.astNode, 'join__field')) {
      refuseUnknownGraph(join, known);
      refuseBadFieldSet(textOf(join, 'requires'), type, full);
      refuseBadFieldSet(textOf(join, 'provides'), getNamedType(field.type), full);
    }
  }
}

const joins = (
  node: { readonly directives?: readonly ConstDirectiveNode[] } | null | undefined,
  name: string,
): readonly ConstDirectiveNode[] => node?.directives?.filter((it) => it.name.value === name) ?? [];

function textOf(join: ConstDirectiveNode | undefined, name: string): string | undefined {
  const value = join?.arguments?.find((it) => it.name.value === name)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}

function refuseUnknownGraph(join: ConstDirectiveNode, known: ReadonlySet<string>): void {
  const graph = textOf(join, 'graph');
  if (graph !== undefined && !known.has(graph)) throw new Error(`No subgraph is called ${graph}.`);
}

function refuseBadFieldSet(text: string | undefined, type: GraphQLNamedType, full: GraphQLSchema): void {
  if (text === undefined) return;
  const [definition] = parse(`{${text}}`, { noLocation: true }).definitions;
  if (definition?.kind === Kind.OPERATION_DEFINITION) refuseBadSelection(definition.selectionSet, type, full);
}

function refuseBadSelection(
  { selections }: SelectionSetNode,
  type: GraphQLNamedType | undefined,
  full: GraphQLSchema,
): void {
  if (!isCompositeType(type)) throw new Error('A field set looks into something that has no fields.');
  for (const it of selections) {
    if (it.kind === Kind.INLINE_FRAGMENT) {
      const condition = it.typeCondition ? full.getType(it.typeCondition.name.value) : type;
      refuseBadSelection(it.selectionSet, condition, full);
    } else if (it.kind === Kind.FIELD && it.name.value !== '__typename') {
      const field = isUnionType(type) ? undefined : type.getFields()[it.name.value];
      if (!field) throw new Error(`A field set names ${type.name}.${it.name.value}, which is not there.`);
      if (it.selectionSet) refuseBadSelection(it.selectionSet, getNamedType(field.type), full);
    }
  }
}
