import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { RefusedDocument, StoredDocument, StoreReport } from '@lindungi/federation';
import { Source } from 'graphql';
import { OperatorError } from '../operator-error';
import { type ClientOperation, type Mistake, placeIn, readOperations, wordsOf } from './read-operations';

/** What the gateway is given to store: the form that Apollo's tools write, and others read. */
export interface Manifest {
  text: string;
  /** How many operations it holds. */
  count: number;
}

/**
 * The operations of a client as a manifest, sorted by name. Each was parsed, validated, measured and planned by the engine
 * itself, as the gateway will do.
 *
 * @param places      files, and folders with `*.graphql` and `*.gql` at any depth
 * @param supergraph  its text
 * @throws OperatorError naming every mistake by file and line
 */
export async function manifestOf(places: readonly string[], supergraph: string): Promise<Manifest> {
  const sources = places.flatMap(filesIn).map((file) => new Source(readFileSync(file, 'utf8'), file));
  const { operations, mistakes } = readOperations(sources);
  const found = mistakes.length > 0 ? mistakes : await judged(operations, supergraph);
  if (found.length > 0) refuse(found);
  if (operations.length === 0)
    throw new OperatorError({
      id: `Tidak ada operasi di ${places.join(', ')}.`,
      en: `There is no operation in ${places.join(', ')}.`,
    });
  const listed = operations.map(({ name, type, body }) => ({ id: idOf(body), name, type, body }));
  const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations: listed };
  return { text: `${JSON.stringify(manifest, null, 2)}\n`, count: operations.length };
}

function filesIn(place: string): string[] {
  if (!existsSync(place))
    throw new OperatorError({
      id: `Tidak ada berkas atau folder ${place}.`,
      en: `There is no file or folder ${place}.`,
    });
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place, { recursive: true, encoding: 'utf8' })
    .filter((it) => /\.(graphql|gql)$/.test(it))
    .sort()
    .map((it) => join(place, it));
}

const idOf = (body: string): string => createHash('sha256').update(body).digest('hex');

/** What the engine has against them. */
async function judged(operations: readonly ClientOperation[], supergraph: string): Promise<Mistake[]> {
  const byId = new Map(operations.map((it) => [idOf(it.body), it]));
  const documents = [...byId].map(([id, { body, name }]) => ({ id, query: body, name }));
  const { refused } = await stored(documents, supergraph);
  return refused.flatMap((it) => mistakesOf(it, byId.get(it.id) as ClientOperation));
}

async function stored(documents: StoredDocument[], supergraph: string): Promise<StoreReport> {
  // The planner is native code that only this command needs.
  const { createGraph } = await import('@lindungi/federation');
  const fetch = () => Promise.reject(new Error('Nothing is asked of a subgraph.'));
  // Apart, since there are documents that the planner dies of; hidden, since production hides its schema.
  const graph = createGraph<null>({ supergraph, planApart: true, introspection: false, fetch });
  try {
    return await graph.store(documents);
  } finally {
    graph.close();
  }
}

function mistakesOf({ errors }: RefusedDocument, operation: ClientOperation): Mistake[] {
  return errors.map(({ message, locations }) => {
    const place = placeIn(operation, locations?.[0] ?? { line: 1, column: 1 });
    return { ...place, what: `${operation.name}: ${message}` };
  });
}

/** A fragment's mistake is that of every operation that spreads it. */
function refuse(mistakes: readonly Mistake[]): never {
  const lines = new Set(mistakes.map((it) => `  ${wordsOf(it)}: ${it.what}`));
  throw new OperatorError({
    id: `Operasi tidak ditulis:\n${[...lines].join('\n')}`,
    en: 'The operations were not written: each line names a file, a line and what is wrong there.',
  });
}
