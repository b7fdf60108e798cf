import { type DocumentNode, GraphQLError, parse } from 'graphql';
import { type Limits, limitsOfSchemaQuestions, refuseSize } from './limits';
import { measure } from './measure';
import { scan } from './scan';

/**
 * Reads an ad-hoc document within limits: scanned before it is parsed, measured before it is validated or
 * planned. An operation that asks only of the schema is measured apart.
 *
 * @throws GraphQLError QUERY_TOO_LARGE, NAME_FORBIDDEN or GRAPHQL_PARSE_FAILED
 */
export function readDocument(query: string, limits: Limits | 'none'): DocumentNode {
  if (limits === 'none') return parsed(query);
  scan(query, limits);
  const document = parsed(query, limits.tokens);
  measure(document, asksOnlyOfSchema(document) ? limitsOfSchemaQuestions(limits) : limits);
  return document;
}

const SCHEMA_FIELDS = new Set(['__schema', '__type', '__typename']);

/** Whether every operation of the document asks only what the schema is, and says so without fragments. */
export function asksOnlyOfSchema(document: DocumentNode): boolean {
  return document.definitions.every(
    (it) =>
      it.kind !== 'OperationDefinition' ||
      it.selectionSet.selections.every((at) => at.kind === 'Field' && SCHEMA_FIELDS.has(at.name.value)),
  );
}

function parsed(query: string, maxTokens?: number): DocumentNode {
  try {
    return parse(query, { maxTokens });
  } catch (error) {
    // A parser that recurses ends where its stack does: without limits nothing stands before it.
    if (error instanceof RangeError) return refuseSize('The document is nested too deeply.');
    if (!(error instanceof GraphQLError)) throw error;
    const { source, positions } = error;
    // The parser guesses too what somebody meant; nobody is told guesses.
    const message = error.message.replace(/, did you mean .*$/s, '.');
    throw new GraphQLError(message, { source, positions, extensions: { code: 'GRAPHQL_PARSE_FAILED' } });
  }
}
