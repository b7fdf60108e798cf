import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, type GraphQLArgument, type GraphQLField, isNonNullType } from 'graphql';

const supergraph = buildSchema(readFileSync(join(__dirname, '../../gateway/supergraph.graphql'), 'utf8'), {
  assumeValid: true,
});

const isId = (arg: GraphQLArgument) => String(arg.type).replace('!', '') === 'ID';

/** Every field of the graph that is asked by ids alone, with those ids. */
export const askedById = Object.values(supergraph.getQueryType()?.getFields() ?? {}).flatMap(
  (field: GraphQLField<unknown, unknown>) => {
    const named = field.args.filter(isId);
    const others = field.args.filter(
      (arg) => isNonNullType(arg.type) && arg.defaultValue === undefined && !isId(arg),
    );
    return named.length > 0 && others.length === 0
      ? [[field.name, named.map((arg) => arg.name)] as const]
      : [];
  },
);
