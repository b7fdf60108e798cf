import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bodyRequest, type HostileRequest, times } from './hostile-request';

/** What the gateway under attack has stored. */
const PERSON = 'query Person($id: ID!) { person(id: $id) { id name } }';
const PEOPLE = 'query People($ids: [ID!]) { people(ids: $ids) { id } }';
const RENAME = 'mutation Rename { rename(id: 1, name: "a") { id } }';
export const TICKS = 'subscription Ticks { ticks { at } }';

export const idOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Its manifest, in a folder that `remove` takes away. */
export function manifest(): { file: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'hostile-operations-'));
  const file = join(folder, 'operations.json');
  const stored = [PERSON, PEOPLE, RENAME, TICKS].map((text) => [`sha256:${idOf(text)}`, text]);
  writeFileSync(file, JSON.stringify(Object.fromEntries(stored)));
  return { file, remove: () => rmSync(folder, { recursive: true }) };
}

const id = idOf(PERSON);
const variables = { id: '1' };
const named = (name: string, documentId: unknown, more: object = {}): HostileRequest =>
  bodyRequest(name, JSON.stringify({ documentId, variables, ...more }));
const hashed = (name: string, persistedQuery: unknown, more: object = {}): HostileRequest =>
  bodyRequest(name, JSON.stringify({ variables, extensions: { persistedQuery }, ...more }));
const unknown = '{ me { name age } }';

const ids: HostileRequest[] = [
  ['that is empty', ''],
  ['in capitals', id.toUpperCase()],
  ['with a prefix in capitals', `SHA256:${id}`],
  ['with two prefixes', `sha256:sha256:${id}`],
  ['with a prefix of another hash', `md5:${id}`],
  ['that is a prefix alone', 'sha256:'],
  ['that lacks its last letter', id.slice(0, -1)],
  ['with a letter more', `${id}0`],
  ['with a space behind it', `${id} `],
  ['with a NUL behind it', `${id}\0`],
  ['in letters of full width', [...id].map((it) => String.fromCodePoint(it.charCodeAt(0) + 0xfee0)).join('')],
  ['of sixty thousand letters', 'a'.repeat(60_000)],
  ['of half a character', '\ud800'],
  ['that is a path', '../../../etc/passwd'],
  ['__proto__', '__proto__'],
  ['constructor', 'constructor'],
  ['hasOwnProperty', 'hasOwnProperty'],
  ['that is a name', 'Person'],
  ['that is a text of GraphQL', PERSON],
  ['in a list', [id]],
  ['in a list of thousands', Array(500).fill(id)],
  ['that is an object', { sha256: id }],
  ['that is a number', 1e300],
  ['that is true', true],
  ['that is null', null],
].map(([what, documentId]) => named(`a stored id ${what}`, documentId));

const texts: HostileRequest[] = [
  named('a stored id with another text', id, { query: unknown }),
  named('a stored id with its text and a space', id, { query: `${PERSON} ` }),
  named('a stored id with the text of another', id, { query: PEOPLE }),
  named('a stored id with a text that is a list', id, { query: [PERSON] }),
  named('a right id of a text that is not stored', idOf(unknown), { query: unknown }),
  hashed(
    'a right hash of a text that is not stored',
    { version: 1, sha256Hash: idOf(unknown) },
    { query: unknown },
  ),
  hashed('a stored hash with another text', { version: 1, sha256Hash: id }, { query: unknown }),
  hashed('a stored hash of version 0', { version: 0, sha256Hash: id }),
  hashed('a stored hash of version "1"', { version: '1', sha256Hash: id }),
  hashed('a stored hash of no version', { sha256Hash: id }),
  hashed('a stored hash in a list', [{ version: 1, sha256Hash: id }]),
  hashed('a stored hash that is null', null),
  hashed('a stored hash beside an id', { version: 1, sha256Hash: id }, { documentId: id }),
  bodyRequest(
    'a batch of stored ids',
    `[${times(50, () => JSON.stringify({ documentId: id, variables }), ',')}]`,
  ),
  bodyRequest('a stored id twice', `{"documentId":"${idOf(unknown)}","documentId":"${id}"}`),
];

const around: HostileRequest[] = [
  named('a stored operation under the name of another', id, { operationName: 'People' }),
  named('a stored operation under the name __proto__', id, { operationName: '__proto__' }),
  named('a stored operation with variables that are too large', id, {
    variables: { id: 'x'.repeat(40_000) },
  }),
  named('a stored operation with a list of thousands', idOf(PEOPLE), {
    variables: { ids: Array(5_000).fill('1') },
  }),
  named('a stored operation with variables of another type', id, { variables: { id: { a: 1 } } }),
  named('a stored operation without its variables', id, { variables: null }),
  bodyRequest(
    'a stored operation with variables that reach a prototype',
    `{"documentId":"${id}","variables":{"id":"1","__proto__":{"polluted":1}}}`,
  ),
  named('a stored subscription to who reads no stream', idOf(TICKS), { variables: null }),
  { name: 'a stored operation by GET', method: 'GET', path: `/graphql?documentId=sha256:${id}` },
  { name: 'a stored mutation by GET', method: 'GET', path: `/graphql?documentId=sha256:${idOf(RENAME)}` },
];

export const stored: readonly HostileRequest[] = [...ids, ...texts, ...around];
