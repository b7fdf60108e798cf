import { buildSchema, type ExecutionResult, execute, type GraphQLSchema, parse } from 'graphql';
import { echo, firstReviews } from './resolvers';
import { fieldsOfTheGone } from './schemas';
import type { Row, World } from './world';

/** The public schema as one service, executed by graphql-js: what federation must look like from outside. */
export function mergedSchema(publicSdl: string): GraphQLSchema {
  return buildSchema(publicSdl, { assumeValid: true });
}

export async function answerOfMerged(
  schema: GraphQLSchema,
  world: World,
  it: { query: string; variables: Record<string, unknown> },
): Promise<ExecutionResult> {
  return execute({
    schema,
    document: parse(it.query),
    rootValue: { __typename: 'Query', ...world.roots },
    variableValues: it.variables,
    fieldResolver: (source: Row, given: Record<string, unknown>, _, info) => {
      if (source.gone && fieldsOfTheGone[source.__typename]?.includes(info.fieldName)) return null;
      if (info.fieldName === 'echo') return echo(source, given);
      if (info.fieldName === 'reviews') return firstReviews(source, given as { first: number });
      const value = source[info.fieldName];
      return typeof value === 'function' ? (value as (given: unknown) => unknown)(given) : value;
    },
    typeResolver: (value) => (value as Row).__typename,
  });
}
