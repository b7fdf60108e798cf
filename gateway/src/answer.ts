import type { SubgraphError } from '@lindungi/federation';
import type { GraphQLFormattedError } from 'graphql';
import type { Hidden, MaskedLog } from './masked-log';

/** Codes whose messages were written for clients; any other error becomes INTERNAL with an id. */
const TOLD = /^[A-Z][A-Z0-9_]{2,60}$/;

/** What a subgraph's library says of itself: never written for a client, and may quote what should stay inside. */
const NEVER_TOLD = new Set([
  'INTERNAL_SERVER_ERROR',
  'GRAPHQL_VALIDATION_FAILED',
  'GRAPHQL_PARSE_FAILED',
  'DOWNSTREAM_SERVICE_ERROR',
]);

/** An entity that its subgraph does not know, or not for this caller: no defect, and the same for both. */
const ABSENT = /^Cannot return null for non-nullable field /;

const SOMETHING_BROKE = 'Terjadi kesalahan di dalam sistem. (Something went wrong inside the system.)';

/**
 * The form of an error that may leave the house: no stack, SQL, path or host. What is hidden is logged under the
 * id that the client is given.
 */
export function tellable(error: SubgraphError & Hidden, masked: MaskedLog): GraphQLFormattedError {
  const { path } = error;
  const { code, subgraph, id } = error.extensions ?? {};
  if (typeof code === 'string' && TOLD.test(code) && !NEVER_TOLD.has(code)) {
    const extensions = {
      code,
      ...(typeof subgraph === 'string' ? { subgraph } : {}),
      ...(typeof id === 'string' ? { id } : {}),
    };
    const message = code === 'INTERNAL' ? SOMETHING_BROKE : error.message;
    return { message, ...(path ? { path } : {}), extensions };
  }
  if (ABSENT.test(error.message)) {
    const message = 'Bagian ini tidak ada, atau tidak untuk Anda. (Absent, or not for you.)';
    return { message, ...(path ? { path } : {}), extensions: { code: 'ABSENT' } };
  }
  return {
    message: SOMETHING_BROKE,
    ...(path ? { path } : {}),
    extensions: { code: 'INTERNAL', id: masked.note(error) },
  };
}

/** One refusal as a GraphQL answer. */
export const refusal = (code: string, message: string): { errors: readonly GraphQLFormattedError[] } => ({
  errors: [{ message, extensions: { code } }],
});

/** The errors of a document that was refused before anything was asked; they tell only of the document. */
export function refusedDocument(errors: readonly GraphQLFormattedError[]): GraphQLFormattedError[] {
  return errors.map(({ message, locations, extensions }) => ({
    message,
    ...(locations ? { locations } : {}),
    extensions: {
      code: typeof extensions?.code === 'string' ? extensions.code : 'GRAPHQL_VALIDATION_FAILED',
    },
  }));
}
