import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { StoredDocument, StoreReport } from '@lindungi/federation';
import { OperationsRefused, readOperations, storeAgain, storeOperations } from './stored-operations';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lindungi-operations-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const [CITY, ME] = ['query City { city { name } }', 'query Me { me { id } }'];
const [city, me] = [hashOf(CITY), hashOf(ME)];

function file(manifest: unknown, name = 'operations.json'): string {
  const path = join(folder, name);
  writeFileSync(path, typeof manifest === 'string' ? manifest : JSON.stringify(manifest));
  return path;
}
const apollo = (operations: unknown, more: object = {}) => ({
  format: 'apollo-persisted-query-manifest',
  version: 1,
  operations,
  ...more,
});

describe('a manifest of stored operations', () => {
  test('is a plain map of ids to texts', async () => {
    expect(await readOperations(file({ [`sha256:${city}`]: CITY, [me]: ME }))).toEqual([
      { id: city, query: CITY },
      { id: me, query: ME },
    ]);
  });

  test("is what Apollo's tools write", async () => {
    const operations = [{ id: city, body: CITY, name: 'City', type: 'query' }];
    expect(await readOperations(file(apollo(operations)))).toEqual([{ id: city, query: CITY, name: 'City' }]);
  });

  test('is every manifest of a folder, and clients may bring the same operation', async () => {
    const clients = join(folder, 'clients');
    mkdirSync(clients);
    file({ [city]: CITY, [me]: ME }, 'clients/mobile.json');
    file(apollo([{ id: city, body: CITY, name: 'City' }]), 'clients/web.json');
    file('not a manifest', 'clients/README.md');
    expect((await readOperations(clients)).map((it) => it.id)).toEqual([city, me]);
  });

  test.each([
    ['an id of another text', { [city]: ME }, new RegExp(`${city}.*SHA-256 of its text, ${me}`)],
    ['an id in other case', { [city.toUpperCase()]: CITY }, /SHA-256/],
    ['an id that is no hash', { City: CITY }, /"City".*SHA-256/],
    ['a text changed by a space', { [city]: `${CITY} ` }, /SHA-256/],
    ['a text that is none', { [city]: { body: CITY } }, /id and a text/],
    ['one of Apollo without a body', apollo([{ id: city, name: 'City' }]), /"City".*id and a text/],
    ['one of Apollo under another id', apollo([{ id: me, body: CITY, name: 'City' }]), /"City".*SHA-256/],
    ['one of Apollo that is null', apollo([null]), /"number 1"/],
    ['a format nobody knows', apollo([], { format: 'relay' }), /format/],
    ['a version nobody knows', apollo([], { version: 2 }), /version/],
    ['a list', [CITY], /JSON object/],
    ['no JSON', '{', /JSON object/],
  ])('is refused whole for %s', async (_, manifest, sentence) => {
    const read = readOperations(file(manifest));
    await expect(read).rejects.toThrow(OperationsRefused);
    await expect(read).rejects.toThrow(sentence);
  });

  test('is refused where nothing is, so that a folder mounted wrongly does not close the door on everybody', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    await expect(readOperations(empty)).rejects.toThrow(/no manifest/);
    await expect(readOperations(join(folder, 'nowhere'))).rejects.toThrow(/cannot be read/);
  });
});

describe('what the gateway is told to store', () => {
  const tooLarge = { id: city, name: 'City', errors: [{ message: 'Too large.' }] };
  const given: (readonly StoredDocument[])[] = [];
  const graphOf = (report: StoreReport) => ({
    store: async (documents: readonly StoredDocument[]) => {
      given.push(documents);
      return report;
    },
  });
  const said: object[] = [];
  const log = (line: object) => void said.push(line);

  test('is told in the log, with how many the graph does not answer', async () => {
    const graph = graphOf({ accepted: true, stored: 1, refused: [tooLarge] });
    await storeOperations(graph, file({ [city]: CITY, [me]: ME }), log);
    expect(given.pop()).toHaveLength(2);
    expect(said.pop()).toEqual({
      level: 'info',
      what: 'stored operations are in use',
      stored: 1,
      notAnswered: 1,
    });
  });

  test('ends the start where no supergraph would answer it, and changes nothing later', async () => {
    const graph = graphOf({ accepted: false, stored: 0, refused: [tooLarge] });
    const place = file({ [city]: CITY });
    await expect(storeOperations(graph, place, log)).rejects.toThrow(/City: Too large\./);
    await storeAgain(graph, place, log);
    expect(said).toEqual([
      expect.objectContaining({ level: 'error', reason: expect.stringContaining('City') }),
    ]);
    given.length = 0;
    await storeAgain(graph, file({ [city]: ME }), log);
    expect(given).toEqual([]);
  });
});
