import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
} from 'graphql';

/** Name of the subgraph that there is only for planning. */
export const HERE = 'here';
const GRAPH = 'HERE__';

/** Root field under which an object of `type` stands that is already at hand. */
export const rootFieldFor = (type: string) => `at_${type}`;

export const typeAt = (rootField: string) => rootField.replace(/^at_/, '');

/**
 * The supergraph with one subgraph more, which has an entity of every type at hand and knows nothing of it but a
 * plain key. What is planned from there can be done wherever such an entity has been reached.
 */
export function detourSupergraph(sdl: string): string {
  const document = parse(sdl, { noLocation: true });
  const entities = document.definitions.flatMap((it) => {
    const key = it.kind === Kind.OBJECT_TYPE_DEFINITION ? plainKey(it) : undefined;
    return key ? [[(it as ObjectTypeDefinitionNode).name.value, key] as const] : [];
  });
  const keys = new Map(entities);
  const query = queryName(document.definitions);
  const definitions = document.definitions.map((it): DefinitionNode => {
    if (it.kind === Kind.ENUM_TYPE_DEFINITION && it.name.value === 'join__Graph') {
      const [added] = (
        parse(`enum E { ${GRAPH} @join__graph(name: "${HERE}", url: "") }`).definitions[0] as typeof it
      ).values!;
      return { ...it, values: [...(it.values ?? []), added!] };
    }
    if (it.kind !== Kind.OBJECT_TYPE_DEFINITION) return it;
    const key = keys.get(it.name.value);
    if (key) return withGraph(it, `key: "${key.join(' ')}"`, key);
    return it.name.value === query ? withRoots(withGraph(it, '', []), [...keys.keys()]) : it;
  });
  return print({ kind: Kind.DOCUMENT, definitions });
}

function queryName(definitions: readonly DefinitionNode[]): string {
  for (const it of definitions) {
    if (it.kind !== Kind.SCHEMA_DEFINITION) continue;
    const query = it.operationTypes.find(({ operation }) => operation === 'query');
    if (query) return query.type.name.value;
  }
  return 'Query';
}

const argument = (directive: ConstDirectiveNode, name: string) =>
  directive.arguments?.find((it) => it.name.value === name)?.value;

/** The fields of the first key that has no fields below it. */
function plainKey({ directives }: ObjectTypeDefinitionNode): string[] | undefined {
  for (const it of directives ?? []) {
    const key = it.name.value === 'join__type' ? argument(it, 'key') : undefined;
    const resolvable = argument(it, 'resolvable');
    if (resolvable?.kind === Kind.BOOLEAN && !resolvable.value) continue;
    if (key?.kind === Kind.STRING && /^[\w\s,]+$/.test(key.value))
      return key.value.split(/[\s,]+/).filter(Boolean);
  }
  return undefined;
}

const directivesOf = (text: string) =>
  (
    parse(`scalar S ${text}`, { noLocation: true }).definitions[0] as {
      directives: readonly ConstDirectiveNode[];
    }
  ).directives;

/** The type is in the added subgraph too, with these fields; the others say where else they are. */
function withGraph(
  type: ObjectTypeDefinitionNode,
  key: string,
  fields: readonly string[],
): ObjectTypeDefinitionNode {
  const graphs = (type.directives ?? []).flatMap((it) => {
    const graph = it.name.value === 'join__type' ? argument(it, 'graph') : undefined;
    return graph?.kind === Kind.ENUM ? [graph.value] : [];
  });
  const everywhere = directivesOf([...new Set(graphs)].map((it) => `@join__field(graph: ${it})`).join(' '));
  const here = directivesOf(`@join__field(graph: ${GRAPH})`);
  const placed = (field: FieldDefinitionNode): FieldDefinitionNode => {
    const said = field.directives?.some(({ name }) => name.value === 'join__field');
    const added = fields.includes(field.name.value) ? here : [];
    return { ...field, directives: [...(field.directives ?? []), ...(said ? [] : everywhere), ...added] };
  };
  const joins = directivesOf(`@join__type(graph: ${GRAPH}${key ? `, ${key}` : ''})`);
  return { ...type, directives: [...(type.directives ?? []), ...joins], fields: type.fields?.map(placed) };
}

function withRoots(query: ObjectTypeDefinitionNode, types: readonly string[]): ObjectTypeDefinitionNode {
  const text = types.map((type) => `${rootFieldFor(type)}: ${type} @join__field(graph: ${GRAPH})`).join('\n');
  const [roots] = parse(`type Q { ${text} }`, { noLocation: true }).definitions as [ObjectTypeDefinitionNode];
  return { ...query, fields: [...(query.fields ?? []), ...(roots.fields ?? [])] };
}
