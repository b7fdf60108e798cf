const JSON_TYPE = 'application/json';
/** GraphQL's own: its status can be believed, since nothing between could have sent it. */
const GRAPHQL_TYPE = 'application/graphql-response+json';

export type AnswerType = typeof JSON_TYPE | typeof GRAPHQL_TYPE;

/**
 * The media type of a single answer to who sent this `accept` header (GraphQL over HTTP, RFC 9110 12.5.1). GraphQL's
 * own goes only to who names it.
 *
 * @returns undefined when the header admits neither
 */
export function answerType(accept: string | undefined): AnswerType | undefined {
  if (accept === undefined || accept === '' || accept === '*/*' || accept === JSON_TYPE) return JSON_TYPE;
  const weights = weightsIn(accept.toLowerCase());
  const named = weights.get(GRAPHQL_TYPE) ?? 0;
  const plain = weights.get(JSON_TYPE) ?? weights.get('application/*') ?? weights.get('*/*') ?? 0;
  if (named > 0 && named >= plain) return GRAPHQL_TYPE;
  return plain > 0 ? JSON_TYPE : undefined;
}

/** Each media range and its weight; one without is 1. */
function weightsIn(accept: string): Map<string, number> {
  return new Map(
    accept.split(',').map((part) => {
      const [range = '', ...parameters] = part.split(';').map((it) => it.trim());
      const weight = parameters.find((it) => it.startsWith('q='));
      return [range, weight === undefined ? 1 : Number(weight.slice(2)) || 0];
    }),
  );
}
