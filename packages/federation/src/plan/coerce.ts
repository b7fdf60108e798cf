import {
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  type TypeNode,
} from 'graphql';
import { Refused } from '../refused';

type Variables = Readonly<Record<string, unknown>>;

const NOTHING: Variables = Object.freeze(Object.create(null));

/** Values of built-in scalars that are already what graphql-js would make of them. */
const PLAIN: Readonly<Record<string, (value: unknown) => boolean>> = {
  ID: (value) => typeof value === 'string',
  String: (value) => typeof value === 'string',
  Boolean: (value) => typeof value === 'boolean',
  Int: (value) => typeof value === 'number' && (value | 0) === value,
  Float: (value) => Number.isFinite(value),
};

/** Makes the function that checks a request's variables and applies their defaults; graphql-js does what is not plain. */
export function coercion(schema: GraphQLSchema, operation: OperationDefinitionNode) {
  const definitions = operation.variableDefinitions ?? [];
  const checks = definitions.map(({ variable, type }) => [variable.name.value, plainCheck(type)] as const);

  return (variables: Variables | null | undefined): Record<string, unknown> => {
    if (!checks.length) return NOTHING as Record<string, unknown>;
    const given = variables ?? NOTHING;
    if (checks.every(([name, isPlain]) => Object.hasOwn(given, name) && isPlain(given[name]))) return given;

    const { coerced, errors } = getVariableValues(schema, definitions, given, { maxErrors: 20 });
    if (coerced) return coerced;
    throw new Refused(
      errors.map((error) => ({
        ...error.toJSON(),
        message: withoutValue(error.message),
        extensions: { code: 'BAD_USER_INPUT' },
      })),
    );
  };
}

/** A value may be a person's, and a guess at what was meant tells of the schema. */
const withoutValue = (message: string): string =>
  message
    .replace(/ got invalid value .*?( at "[^"]*")?; /s, '$1 has an invalid value: ')
    .replace(/ Did you mean .*$/s, '');

function plainCheck(type: TypeNode): (value: unknown) => boolean {
  const inner = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
  return (inner.kind === Kind.NAMED_TYPE && PLAIN[inner.name.value]) || (() => false);
}
