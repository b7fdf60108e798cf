import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  type VariableDefinitionNode,
  visit,
} from 'graphql';

/** How one field is asked of its subgraph, and asked again after the connection was lost. */
export interface UpstreamOperation {
  /** The Subscription field's name in the schema. */
  readonly field: string;
  /** As planned; with the cursor selected besides, if the field can go on from one. */
  readonly text: string;
  /** Set when the field has an `after` argument and its events a `cursor`. */
  readonly resume?: {
    /** The operation that goes on after a cursor. */
    readonly text: string;
    /** The variable of `text` that takes the cursor. */
    readonly variable: string;
    /** Variables of the client that `text` does not use any more. */
    readonly dropped: ReadonlySet<string>;
    /** Where an event has its cursor. */
    readonly path: readonly [field: string, cursor: string];
    /** The client did not ask for the cursor: it is taken out again. */
    readonly added: boolean;
  };
  /** The client's variable that is the `after` argument. */
  readonly after?: string;
}

/**
 * Reads a subscription as planned for a subgraph, and adds what going on after a restart needs.
 *
 * @param schema  everything the subgraphs hold
 */
export function upstreamOperation(text: string, subgraph: string, schema: GraphQLSchema): UpstreamOperation {
  const document = parse(text);
  const operation = document.definitions.find((it) => it.kind === Kind.OPERATION_DEFINITION);
  const root = operation?.selectionSet.selections.find((it) => it.kind === Kind.FIELD);
  const known = root && schema.getSubscriptionType()?.getFields()[root.name.value];
  if (!operation || !root || !known) return { field: root?.name.value ?? '', text };
  const field = root.name.value;
  const argument = known.args.find((it) => it.name === 'after' && !isNonNullType(it.type));
  if (!argument) return { field, text };

  const given = root.arguments?.find((it) => it.name.value === 'after')?.value;
  const after = given?.kind === Kind.VARIABLE ? given.name.value : undefined;
  const cursor = cursorOf(root, known, subgraph);
  if (!cursor) return { field, text, ...(after && { after }) };

  const selected = cursor.added ? replaceRoot(document, operation, withCursor(root, cursor.key)) : document;
  const resumed = resumedDocument(selected, argument);
  return {
    field,
    text: cursor.added ? print(selected) : text,
    ...(after && { after }),
    resume: {
      text: print(resumed.document),
      variable: resumed.variable,
      dropped: resumed.dropped,
      path: [root.alias?.value ?? field, cursor.key],
      added: cursor.added,
    },
  };
}

/** The key under which an event shows its cursor; undefined where it has none to show. */
function cursorOf(
  root: FieldNode,
  { type }: GraphQLField<unknown, unknown>,
  subgraph: string,
): { key: string; added: boolean } | undefined {
  const payload = getNamedType(type);
  if (isListType(isNonNullType(type) ? type.ofType : type)) return undefined;
  if (!isObjectType(payload) && !isInterfaceType(payload)) return undefined;
  const cursor = payload.getFields().cursor;
  if (!cursor || !isLeafType(getNamedType(cursor.type)) || cursor.args.some(isRequiredArgument))
    return undefined;
  if (!servedBy(cursor, subgraph)) return undefined;

  const selections = root.selectionSet?.selections ?? [];
  const asked = selections.find(
    (it): it is FieldNode => it.kind === Kind.FIELD && it.name.value === 'cursor' && !it.directives?.length,
  );
  if (asked) return { key: asked.alias?.value ?? 'cursor', added: false };
  const taken = new Set<string>();
  visit(root, { Field: (it) => void taken.add(it.alias?.value ?? it.name.value) });
  let key = '_cursor';
  while (taken.has(key)) key = `_${key}`;
  return { key, added: true };
}

/** A field without `@join__field` is in every subgraph that has its type. */
function servedBy({ astNode }: GraphQLField<unknown, unknown>, subgraph: string): boolean {
  const joins = astNode?.directives?.filter((it) => it.name.value === 'join__field') ?? [];
  if (joins.length === 0) return true;
  return joins.some((join) => {
    const graph = argumentOf(join.arguments, 'graph');
    const external = argumentOf(join.arguments, 'external');
    if (external?.kind === Kind.BOOLEAN && external.value) return false;
    return !graph || (graph.kind === Kind.ENUM && graph.value.toLowerCase() === subgraph.toLowerCase());
  });
}

const argumentOf = (them: readonly ArgumentNode[] | undefined, name: string) =>
  them?.find((it) => it.name.value === name)?.value;

function withCursor(root: FieldNode, key: string): FieldNode {
  const name = (value: string) => ({ kind: Kind.NAME as const, value });
  const cursor: SelectionNode = { kind: Kind.FIELD, alias: name(key), name: name('cursor') };
  return {
    ...root,
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: [...(root.selectionSet?.selections ?? []), cursor],
    },
  };
}

function replaceRoot(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  root: FieldNode,
): DocumentNode {
  const selections = operation.selectionSet.selections.map((it) => (it.kind === Kind.FIELD ? root : it));
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections };
  return {
    ...document,
    definitions: document.definitions.map((it) => (it === operation ? { ...operation, selectionSet } : it)),
  };
}

/** The operation with `after: $cursor`, and without the variables that only the old `after` used. */
function resumedDocument(
  document: DocumentNode,
  { type }: GraphQLArgument,
): { document: DocumentNode; variable: string; dropped: ReadonlySet<string> } {
  const operation = document.definitions.find((it) => it.kind === Kind.OPERATION_DEFINITION)!;
  const root = operation.selectionSet.selections.find((it) => it.kind === Kind.FIELD)!;
  const names = new Set(operation.variableDefinitions?.map((it) => it.variable.name.value));
  let variable = 'cursor';
  while (names.has(variable)) variable = `_${variable}`;

  const name = (value: string) => ({ kind: Kind.NAME as const, value });
  const value = { kind: Kind.VARIABLE as const, name: name(variable) };
  const others = (root.arguments ?? []).filter((it) => it.name.value !== 'after');
  const asked: FieldNode = {
    ...root,
    arguments: [...others, { kind: Kind.ARGUMENT, name: name('after'), value }],
  };
  const replaced = replaceRoot(document, operation, asked);

  const used = new Set<string>();
  visit(replaced, { VariableDefinition: () => false, Variable: (it) => void used.add(it.name.value) });
  const definition: VariableDefinitionNode = {
    kind: Kind.VARIABLE_DEFINITION,
    variable: value,
    type: { kind: Kind.NAMED_TYPE, name: name(getNamedType(type).name) },
  };
  const kept = (operation.variableDefinitions ?? []).filter((it) => used.has(it.variable.name.value));
  const definitions = replaced.definitions.map((it) =>
    it.kind === Kind.OPERATION_DEFINITION ? { ...it, variableDefinitions: [...kept, definition] } : it,
  );
  return {
    document: { ...replaced, definitions },
    variable,
    dropped: new Set([...names].filter((it) => !used.has(it))),
  };
}
