import {
  buildASTSchema,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DirectiveDefinitionNode,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  visit,
} from 'graphql';

/**
 * What clients may see of a supergraph: nothing inaccessible, nothing of federation. Made from the supergraph
 * itself, because the planner's own consumer schema (0.0.38) lists types that graphql-js adds by itself, and
 * keeps mentions of inaccessible ones.
 */
export function clientSchema(supergraph: DocumentNode): GraphQLSchema {
  const hidden = new Set(
    supergraph.definitions.flatMap((it) =>
      'name' in it && it.name && (isFederations(it.name.value) || isInaccessible(it)) ? [it.name.value] : [],
    ),
  );
  const hide = (node: { directives?: readonly ConstDirectiveNode[] }) =>
    isInaccessible(node) ? null : undefined;
  const shown = supergraph.definitions.filter((it) => isShown(it, hidden));
  const document = visit(
    { kind: Kind.DOCUMENT, definitions: shown },
    {
      FieldDefinition: hide,
      InputValueDefinition: hide,
      EnumValueDefinition: hide,
      // Only what is not a member of a union or an implemented interface may still be mentioned: composition sees to that.
      NamedType: ({ name }, _key, parent) =>
        Array.isArray(parent) && hidden.has(name.value) ? null : undefined,
      Directive: ({ name }) => (TOLD.has(name.value) ? undefined : null),
    },
  );
  return buildASTSchema(document, { assumeValidSDL: true });
}

/** Directives on the schema that a client is told of. */
const TOLD = new Set(['deprecated', 'specifiedBy', 'oneOf']);

const isFederations = (name: string) => /^(join|link|core|federation)__/.test(name);

const isInaccessible = (node: object): boolean =>
  'directives' in node &&
  ((node.directives as readonly ConstDirectiveNode[] | undefined)?.some(
    ({ name }) => name.value === 'inaccessible',
  ) ??
    false);

function isShown(it: DefinitionNode, hidden: ReadonlySet<string>): boolean {
  if (it.kind === Kind.DIRECTIVE_DEFINITION) return isForClients(it);
  return !('name' in it && it.name && hidden.has(it.name.value));
}

const isForClients = ({ name, locations }: DirectiveDefinitionNode) =>
  !TOLD.has(name.value) &&
  !isFederations(name.value) &&
  locations.some(({ value }) => EXECUTABLE.has(value)) &&
  name.value !== 'skip' &&
  name.value !== 'include';

const EXECUTABLE = new Set(
  'QUERY MUTATION SUBSCRIPTION FIELD FRAGMENT_DEFINITION FRAGMENT_SPREAD INLINE_FRAGMENT VARIABLE_DEFINITION'.split(
    ' ',
  ),
);
