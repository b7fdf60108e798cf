import { randomUUID } from 'node:crypto';
import { DomainError } from '@lindungi/jamsostek';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { refusalOf } from './refusal';

/** What a client may read of GraphQL's own complaints; any other code is a defect to the outside. */
const told = new Set([
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PASS_REFUSED',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'TOO_MANY_STREAMS',
]);

/** Where defects are written: one line of JSON each. */
export type Report = (line: Readonly<Record<string, unknown>>) => void;

/**
 * An error as a client may see it: what the domain refuses in the caller's words, GraphQL's own complaints
 * about the document as they are, anything else as INTERNAL with an id that stands in the log.
 */
export function mask(
  error: unknown,
  language: 'id' | 'en',
  report: Report,
  formatted?: GraphQLFormattedError,
): GraphQLFormattedError {
  const { path, locations } = formatted ?? (error instanceof GraphQLError ? error.toJSON() : {});
  const place = { ...(locations && { locations }), ...(path && { path }) };

  const cause = causeOf(error);
  if (cause instanceof DomainError) {
    const { code, message } = refusalOf(cause, language);
    return { message, ...place, extensions: { code } };
  }
  const code = formatted?.extensions?.code ?? (cause instanceof GraphQLError && cause.extensions.code);
  if (cause instanceof GraphQLError && typeof code === 'string' && told.has(code)) {
    return { message: formatted?.message ?? cause.message, ...place, extensions: { code } };
  }

  const id = randomUUID();
  report({ level: 'error', id, ...(path && { path: path.filter(isName).join('.') }), ...traceOf(cause) });
  return { message: 'Internal', ...place, extensions: { code: 'INTERNAL', id } };
}

const isName = (step: string | number) => typeof step === 'string';

function causeOf(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

/** Enough to find the line of code; never the values, which may be someone's name or number. */
function traceOf(cause: unknown): Record<string, unknown> {
  if (!(cause instanceof Error)) return { error: typeof cause };
  const { code, constraint, table } = cause as { code?: unknown; constraint?: unknown; table?: unknown };
  const frames = cause.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    error: cause.name,
    message: withoutValues(cause.message),
    ...(typeof code === 'string' && { code }),
    ...(typeof constraint === 'string' && { constraint }),
    ...(typeof table === 'string' && { table }),
    at: frames?.slice(0, 8).map((line) => line.trim()),
  };
}

/** A message without what stands in quotes or looks like a number of a person. */
export function withoutValues(message: string): string {
  return message
    .replace(/"[^"]*"|'[^']*'|\([^)]*\)=\([^)]*\)/g, '…')
    .replace(/\d{4,}/g, '…')
    .slice(0, 300);
}
