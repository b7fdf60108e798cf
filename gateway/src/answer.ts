import { randomUUID } from 'node:crypto';
import type { ExecutionResult, GraphQLFormattedError } from 'graphql';

/** Codes whose messages were written for clients; any other error becomes INTERNAL with an id. */
const TOLD = /^[A-Z][A-Z0-9_]{2,60}$/;

/** An entity that its subgraph does not know, or not for this caller: no defect, and the same for both. */
const ABSENT = /^Cannot return null for non-nullable field /;

/**
 * The form of an answer that may leave the house: no stack, SQL, path or host in any error. What is hidden is
 * logged under the id that the client is given.
 */
export function tellable(result: ExecutionResult, log: (line: object) => void): object {
  if (!result.errors?.length) return result;
  return { ...result, errors: result.errors.map((error) => maskedError(error, log)) };
}

function maskedError(
  error: {
    message: string;
    locations?: unknown;
    path?: unknown;
    extensions?: Record<string, unknown>;
    originalError?: unknown;
  },
  log: (line: object) => void,
): GraphQLFormattedError {
  const { code, subgraph, id } = error.extensions ?? {};
  const path = error.path as GraphQLFormattedError['path'];
  if (typeof code === 'string' && TOLD.test(code)) {
    const extensions = {
      code,
      ...(typeof subgraph === 'string' ? { subgraph } : {}),
      ...(typeof id === 'string' ? { id } : {}),
    };
    return { message: error.message, ...(path ? { path } : {}), extensions };
  }
  if (ABSENT.test(error.message)) {
    const message = 'Bagian ini tidak ada, atau tidak untuk Anda. (Absent, or not for you.)';
    return { message, ...(path ? { path } : {}), extensions: { code: 'ABSENT' } };
  }
  const masked = randomUUID();
  log({
    level: 'error',
    id: masked,
    what: error.message,
    stack: (error.originalError as Error | undefined)?.stack,
  });
  return {
    message: 'Terjadi kesalahan di dalam sistem.',
    ...(path ? { path } : {}),
    extensions: { code: 'INTERNAL', id: masked },
  };
}

/** One refusal as a GraphQL answer. */
export const refusal = (code: string, message: string): object => ({
  errors: [{ message, extensions: { code } }],
});

/** The answer to a document that was refused before anything was asked; its errors tell only of the document. */
export function refusedDocument(
  errors: readonly { message: string; locations?: unknown; extensions?: Record<string, unknown> }[],
): object {
  return {
    errors: errors.map(({ message, locations, extensions }) => ({
      message,
      ...(locations ? { locations } : {}),
      extensions: {
        code: typeof extensions?.code === 'string' ? extensions.code : 'GRAPHQL_VALIDATION_FAILED',
      },
    })),
  };
}
