import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Graph, RefusedDocument, StoredDocument } from '@lindungi/federation';
import { EnvironmentRefused } from './environment';

/** A manifest is not as it should be; the message names the file and the operation. Nothing of it is taken. */
export class OperationsRefused extends EnvironmentRefused {}

const APOLLO = 'apollo-persisted-query-manifest';
/** Operations named in one sentence. */
const MOST_NAMED = 5;

/**
 * Reads stored operations from a manifest, or from every `*.json` of a folder: a plain map of ids to texts, or what
 * Apollo's tools write. Several clients may bring the same operation.
 *
 * @throws OperationsRefused naming the operation whose id is not the SHA-256 of its text
 */
export async function readOperations(place: string): Promise<StoredDocument[]> {
  const files = await manifestsIn(place);
  const documents = new Map<string, StoredDocument>();
  for (const file of files) {
    for (const it of documentsOf(await textOf(file), file)) documents.set(it.id, it);
  }
  return [...documents.values()];
}

/**
 * Reads them, and has the graph answer them by their ids.
 *
 * @throws OperationsRefused for what no supergraph would answer; then nothing has changed
 */
export async function storeOperations(
  graph: Pick<Graph<never>, 'store'>,
  place: string,
  log: (line: object) => void,
): Promise<void> {
  const { accepted, stored, refused } = await graph.store(await readOperations(place));
  if (!accepted) throw new OperationsRefused(`Operations cannot be stored: ${sentenceOf(refused)}.`);
  log({ level: 'info', what: 'stored operations are in use', stored, notAnswered: refused.length });
}

/** The same while the gateway runs: what cannot be read or stored changes nothing, and is told in the log. */
export async function storeAgain(...[graph, place, log]: Parameters<typeof storeOperations>): Promise<void> {
  try {
    await storeOperations(graph, place, log);
  } catch (error) {
    log({ level: 'error', what: 'stored operations were refused; the old ones stay', reason: String(error) });
  }
}

async function manifestsIn(place: string): Promise<string[]> {
  try {
    if (!(await stat(place)).isDirectory()) return [place];
    const files = (await readdir(place)).filter((it) => it.endsWith('.json')).sort();
    if (files.length > 0) return files.map((it) => join(place, it));
  } catch {
    return refuse(`Stored operations cannot be read: ${place}`);
  }
  return refuse(`The folder of stored operations holds no manifest (*.json): ${place}`);
}

const textOf = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch(() => refuse(`Stored operations cannot be read: ${file}`));

function documentsOf(text: string, file: string): StoredDocument[] {
  const manifest = jsonOf(text);
  if (!isObject(manifest)) return refuse(`${file} is no manifest: it should be a JSON object`);
  const { format, version, operations } = manifest;
  if (format === undefined)
    return Object.entries(manifest).map(([id, query]) => checked({ id, query }, id, file));
  if (format !== APOLLO || version !== 1 || !Array.isArray(operations))
    return refuse(`${file} is no manifest that is known: "format" should be "${APOLLO}", "version" 1`);
  return operations.map((it: unknown, at) => {
    const { id, body, name } = isObject(it) ? it : {};
    const named = typeof name === 'string' ? name : undefined;
    return checked({ id, query: body, name: named }, named ?? `number ${at + 1}`, file);
  });
}

interface Unchecked {
  id: unknown;
  query: unknown;
  name?: string | undefined;
}

/** An id that is the hash of its text cannot mean two things, and nobody can put another text in its place. */
function checked({ id, query, name }: Unchecked, called: string, file: string): StoredDocument {
  const which = `operation ${JSON.stringify(called.slice(0, 100))} of ${file}`;
  if (typeof id !== 'string' || typeof query !== 'string')
    return refuse(`${which} should have an id and a text`);
  const hash = id.replace(/^sha256:/, '');
  const found = createHash('sha256').update(query).digest('hex');
  if (hash !== found) return refuse(`${which} has another id than the SHA-256 of its text, ${found}`);
  return { id: hash, query, ...(name === undefined ? {} : { name }) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function sentenceOf(refused: readonly RefusedDocument[]): string {
  const named = refused
    .slice(0, MOST_NAMED)
    .map(({ id, name, errors }) => `${name ?? id}: ${errors[0]?.message ?? ''}`);
  const more = refused.length - named.length;
  return named.join('; ') + (more > 0 ? `; and ${more} more` : '');
}

function refuse(sentence: string): never {
  throw new OperationsRefused(`${sentence}.`);
}
