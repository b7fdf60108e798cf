import { GraphQLError } from 'graphql';

const PREFIX = 'sha256:';

/**
 * The id by which a request names a stored operation, in either way that clients have: `documentId` of GraphQL over
 * HTTP (`sha256:…`, or the hash alone), or `extensions.persistedQuery` of Apollo's clients.
 *
 * @returns the hash, of which nothing is believed; undefined where none is named
 * @throws GraphQLError REQUEST_MALFORMED
 */
export function documentIdOf(documentId: unknown, extensions: unknown): string | undefined {
  const hashed =
    typeof extensions === 'object' && extensions !== null && 'persistedQuery' in extensions
      ? extensions.persistedQuery
      : undefined;
  if (documentId == null) return hashed === undefined ? undefined : hashOf(hashed);
  if (hashed !== undefined) return malformed('Name a stored operation once: by documentId or by its hash.');
  if (typeof documentId !== 'string') return malformed('documentId should be a text.');
  return documentId.startsWith(PREFIX) ? documentId.slice(PREFIX.length) : documentId;
}

function hashOf(persistedQuery: unknown): string {
  const { version, sha256Hash } = (persistedQuery ?? {}) as Record<string, unknown>;
  if (version === 1 && typeof sha256Hash === 'string') return sha256Hash;
  return malformed('persistedQuery should have version 1 and a sha256Hash.');
}

function malformed(message: string): never {
  throw new GraphQLError(message, { extensions: { code: 'REQUEST_MALFORMED' } });
}
