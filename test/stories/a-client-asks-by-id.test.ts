import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually, manifestOf, post, type Visitor } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import type { WorkerInWorld } from '../support/people';
import { watchStored, within } from '../support/watch';
import { type World, world } from '../support/world';

const SUPERGRAPH = readFileSync(join(__dirname, '../../gateway/supergraph.graphql'), 'utf8');
const CARDS = /\n {2}"""[^"]*"""\n {2}cards: Int!/;
const ABSENT = '0198f000-0000-7000-8000-000000000000';
/** What the city's pages ask, as their authors wrote it. */
const CLIENT = {
  'kota.graphql': 'query Kota { city { name progress { workers } } }',
  'kartu.graphql': 'query Kartu { city { progress { cards } } }',
  'pekerja.graphql':
    'query Pekerja($id: ID!) { worker(id: $id) { ...Orang } } fragment Orang on Worker { id name }',
  'pantau.graphql': 'subscription Pantau { cityProgress { progress { workers } } }',
};

let folder: string;
let ids: Record<string, string>;
let lindungi: World;
let semarang: CityWorld;
let palangka: CityWorld;
let budi: WorkerInWorld;

const supergraph = () => join(folder, 'supergraph.graphql');
const manifest = () => join(folder, 'manifests/portal.json');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lindungi-by-id-'));
  for (const it of ['client', 'manifests']) mkdirSync(join(folder, it));
  writeFileSync(supergraph(), SUPERGRAPH);
  ids = await publish(CLIENT);
  lindungi = await world({ today: '2026-11-22', environment: gatewayWith({ LINDUNGI_METRICS_PORT: '0' }) });
  settle();
  budi = await semarang.worker('Pak Budi');
}, 120_000);

afterAll(async () => {
  await lindungi?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
}, 30_000);

const gatewayWith = (more: Record<string, string>) => ({
  gateway: { LINDUNGI_SUPERGRAPH: supergraph(), LINDUNGI_OPERATIONS: join(folder, 'manifests'), ...more },
});

function settle(): void {
  semarang = lindungi.city('3374-kota-semarang');
  palangka = lindungi.city('6271-kota-palangka-raya');
}

/** The client is built: its manifest is where the gateway looks. Its ids, by the names of the operations. */
async function publish(client: Record<string, string>): Promise<Record<string, string>> {
  rmSync(join(folder, 'client'), { recursive: true });
  mkdirSync(join(folder, 'client'));
  for (const [file, text] of Object.entries(client)) writeFileSync(join(folder, 'client', file), text);
  const { text } = await manifestOf([join(folder, 'client')], SUPERGRAPH);
  writeFileSync(manifest(), text);
  const { operations } = JSON.parse(text) as { operations: { id: string; name: string }[] };
  return Object.fromEntries(operations.map(({ id, name }) => [name, id]));
}

/** Sends a body as it is; the whole answer, or what came of it by the time it holds `until`. */
function send(
  { url, host, token }: Visitor,
  body: object,
  { accept = 'application/json', until = '' } = {},
): Promise<{ status: number; text: string }> {
  const headers = { 'content-type': 'application/json', accept, ...(host && { host }) };
  const asking = request(`${url}/graphql`, {
    method: 'POST',
    headers: { ...headers, ...(token && { authorization: `Bearer ${token}` }) },
  });
  const answered = new Promise<{ status: number; text: string }>((resolve, reject) => {
    asking.once('error', reject);
    asking.once('response', (answer) => {
      let text = '';
      const done = () => resolve({ status: answer.statusCode ?? 0, text });
      answer.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
        if (!until || !text.includes(until)) return;
        done();
        asking.destroy();
      });
      answer.once('end', done);
    });
  });
  asking.end(JSON.stringify(body));
  return within(answered, 10_000, 'no answer came');
}

const byId = (name: string, variables?: object) => ({ documentId: `sha256:${ids[name]}`, variables });
const byHash = (name: string, more: object = {}) => ({
  extensions: { persistedQuery: { version: 1, sha256Hash: ids[name] } },
  ...more,
});
const codeOf = async (visitor: Visitor, body: object) =>
  /"code":"(\w+)"/.exec((await send(visitor, body)).text)?.[1];

/** The gateway is told to read again; the lines of its log since then, once one of them is as wanted. */
async function told(wanted: RegExp): Promise<string[]> {
  const said = () => readFileSync(join(lindungi.house.logs, 'gateway.log'), 'utf8').split('\n');
  const before = said().length - 1;
  lindungi.house.readGraphAgain();
  return eventually(
    async () => said().slice(before),
    (lines) => lines.some((it) => wanted.test(it)),
  );
}

describe('a stored operation', () => {
  test('has one id in all cities, and each caller is told of their own', async () => {
    for (const asked of [byId('Kota'), byHash('Kota')]) {
      expect((await send(semarang.public, asked)).text).toContain('{"data":{"city":{"name":"Kota Semarang"');
      expect((await send(palangka.public, asked)).text).toContain(
        '{"data":{"city":{"name":"Kota Palangka Raya"',
      );
    }
    const [own, foreign] = [await semarang.as('admin'), await palangka.as('admin')];
    const found = await send(own, byId('Pekerja', { id: budi.id }));
    expect(found.text).toContain('"name":"Pak Budi"');
    const absent = await send(foreign, byId('Pekerja', { id: ABSENT }));
    expect(await send(foreign, byId('Pekerja', { id: budi.id }))).toEqual(absent);
    expect((await send(semarang.public, byId('Pekerja', { id: budi.id }))).text).not.toContain('Pak Budi');
  });

  test('is watched over each way that streams have', async () => {
    const snapshot = '"cityProgress":{"progress":{"workers":';
    for (const accept of ['text/event-stream', 'multipart/mixed; subscriptionSpec="1.0"']) {
      for (const asked of [byId('Pantau'), byHash('Pantau')]) {
        expect((await send(semarang.public, asked, { accept, until: snapshot })).text).toContain(snapshot);
      }
    }
    const watched = watchStored<{ cityProgress: { progress: { workers: number } } }>(
      semarang.public,
      `sha256:${ids.Pantau}`,
    );
    const { workers } = (await watched.next()).cityProgress.progress;
    await semarang.worker('Bu Dua');
    await watched.until((it) => it.cityProgress.progress.workers === workers + 1);
    await watched.stop();
  });

  test('is watched over one connection that is shared by many', async () => {
    const { url, token } = await semarang.as('admin');
    const lines = `${url}/graphql/stream`;
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const place = await (await fetch(lines, { method: 'PUT', headers })).text();
    const read = (await fetch(`${lines}?token=${place}`)).body?.getReader();
    const body = JSON.stringify({ ...byId('Pantau'), extensions: { operationId: 'a' } });
    const asked = { ...headers, 'x-graphql-event-stream-token': place };
    expect((await fetch(lines, { method: 'POST', headers: asked, body })).status).toBe(202);
    let text = '';
    while (!text.includes('"cityProgress":{"progress":{"workers":')) {
      const { value } = await within(read?.read() ?? Promise.reject(), 10_000, 'the line said nothing');
      text += Buffer.from(value ?? []).toString();
    }
    await read?.cancel();
  });

  test('is stored by nobody but the city, and is the text of its id', async () => {
    const unknown = { documentId: 'sha256:0', variables: {} };
    const query = '{ cities { code } }';
    expect(await codeOf(semarang.public, unknown)).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect(await codeOf(semarang.public, { ...unknown, query })).toBe('PERSISTED_QUERY_NOT_SUPPORTED');
    expect(await codeOf(semarang.public, byHash('Kota', { query }))).toBe('PERSISTED_QUERY_MISMATCH');
    expect((await send(semarang.public, unknown)).text).toContain('"message":"PersistedQueryNotFound"');
    const ready = /^\{"ready".*$/m.exec(readFileSync(join(lindungi.house.logs, 'gateway.log'), 'utf8'))?.[0];
    const { metricsPort } = JSON.parse(ready ?? '{}') as { metricsPort: number };
    const lines = (await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()).split('\n');
    expect(lines).toContain('lindungi_gateway_refusals_total{code="PERSISTED_QUERY_NOT_FOUND"} 2');
    expect(lines).toContain('lindungi_gateway_stored_operations 4');
    expect(lines).toContainEqual(expect.stringMatching(/^lindungi_gateway_documents_total\{by="id"\} [1-9]/));
  });

  test('is planned anew when the graph changes; what the graph has no more is refused, and others go on', async () => {
    writeFileSync(supergraph(), SUPERGRAPH.replace(CARDS, ''));
    const lines = await told(/stored operations are in use/);
    expect(lines.filter((it) => it.includes('is not answered'))).toEqual([
      expect.stringContaining('"name":"Kartu"'),
    ]);
    expect(lines).toContainEqual(expect.stringContaining('"stored":3,"notAnswered":1'));
    expect(await codeOf(semarang.public, byId('Kartu'))).toBe('PERSISTED_QUERY_OUTDATED');
    expect((await send(semarang.public, byId('Kota'))).text).toContain('Kota Semarang');

    const good = readFileSync(manifest(), 'utf8');
    writeFileSync(manifest(), good.replace('query Kota ', 'query Kota  '));
    await told(/stored operations were refused; the old ones stay.*\\"Kota\\"/);
    expect((await send(semarang.public, byId('Kota'))).text).toContain('Kota Semarang');

    const older = ids;
    ids = await publish({ ...CLIENT, 'kota.graphql': 'query Kota { city { code name } }' });
    writeFileSync(supergraph(), SUPERGRAPH);
    await told(/stored operations are in use/);
    expect((await send(semarang.public, byId('Kota'))).text).toContain('"code":"3374"');
    expect(await codeOf(semarang.public, byId('Kartu'))).toBeUndefined();
    expect(await codeOf(semarang.public, { documentId: older.Kota })).toBe('PERSISTED_QUERY_NOT_FOUND');
  });
});

describe('a gateway that answers nothing else', () => {
  beforeAll(async () => {
    lindungi = await lindungi.goesOnAt('2026-11-22', gatewayWith({ LINDUNGI_AD_HOC: 'off' }));
    settle();
  }, 90_000);

  test('answers what is stored, by its id and by its text', async () => {
    expect((await send(semarang.public, byHash('Kota'))).text).toContain('Kota Semarang');
    const { operations } = JSON.parse(readFileSync(manifest(), 'utf8')) as {
      operations: { name: string; body: string }[];
    };
    const { body = '' } = operations.find((it) => it.name === 'Kota') ?? {};
    expect(await post(semarang.public, body)).toMatchObject({ data: { city: { code: '3374' } } });
    const watched = watchStored<object>(semarang.public, `sha256:${ids.Pantau}`);
    expect(await watched.next()).toMatchObject({ cityProgress: {} });
    await watched.stop();
  });

  test.each(['{ cities { code } }', '{ __schema { types { name } } }', '{ __typename }', '{'])(
    'refuses %s, whoever asks',
    async (query) => {
      for (const visitor of [semarang.public, await semarang.as('admin')]) {
        const answer = await post(visitor, query);
        expect([answer.status, answer.errors?.[0]?.extensions?.code]).toEqual([400, 'PERSISTED_QUERY_ONLY']);
      }
    },
  );

  test('shows no page to try it', async () => {
    expect((await fetch(semarang.public.url)).status).toBe(404);
  });
});
