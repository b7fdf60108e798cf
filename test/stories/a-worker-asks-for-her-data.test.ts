import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, eventually, post, type Visitor } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import type { DonorInWorld } from '../support/people';
import {
  answersRequest,
  asksAbout,
  KENARIWATI,
  kenariwati,
  type RequestSeen,
  stateOf,
} from '../support/privacy';
import { storedBy } from '../support/tables';
import { watch } from '../support/watch';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let admin: Visitor;
let sari: DonorInWorld;
let siti = '';

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  admin = await semarang.as('admin');
  sari = await semarang.donor('Bu Sari');
  siti = (await kenariwati(semarang, sari)).id;
}, 90_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

const stored = <Row>(statement: string, values: unknown[] = []): Promise<Row[]> =>
  storedBy<Row>('beneficiaries', lindungi.house, statement, values);
const answers = <Payload>(mutation: string, requestId: string, fields: string, more = {}): Promise<Payload> =>
  answersRequest<Payload>(admin, mutation, { requestId, ...more }, fields);

test('a column without a class is found', async () => {
  await stored('alter table beneficiaries.worker add column mothers_name text');
  expect(await lindungi.broken()).toEqual([
    expect.stringMatching(/^every column that is stored has a class.* \(1\)$/),
  ]);
  await stored('alter table beneficiaries.worker drop column mothers_name');
  expect(await lindungi.broken()).toEqual([]);
});

describe('Bu Kenariwati asks for her data', () => {
  let request: RequestSeen;

  test('at the counter of her kecamatan, and three days begin', async () => {
    request = await asksAbout(await semarang.as('camat'), siti, 'ACCESS');
    expect(Date.parse(request.dueAt) - Date.parse(request.askedAt)).toBe(72 * 3_600_000);
    expect(request).toMatchObject({ state: 'OPEN', overdue: false });
  });

  test('the officer of the kecamatan may not answer, a donor may not even ask', async () => {
    const camat = await semarang.as('camat');
    const input = `input: { requestId: "${request.id}", idempotencyKey: "x" }`;
    const refused = await post(camat, `mutation { answerDataAccess(${input}) { files { name } } }`);
    expect(refused.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    const donor = await post(sari.visitor, '{ dataRequests(first: 1) { edges { node { id } } } }');
    expect(donor.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  test('and is given everything that is kept, for machines and on paper', async () => {
    type Files = { files: { name: string; mediaType: string; content: string }[] };
    const { files } = await answers<Files>(
      'answerDataAccess',
      request.id,
      'files { name mediaType content }',
    );
    expect(files.map(({ name }) => name)).toEqual([
      'salinan-data-2026-11-22.json',
      'salinan-data-2026-11-22.pdf',
    ]);
    const bytes = files.map(({ content }) => Buffer.from(content, 'base64').toString());
    const data = JSON.parse(bytes[0] ?? '');
    const rows = (table: string) => data.tables.find((it: { table: string }) => it.table === table)?.rows;
    expect(rows('worker')).toEqual([
      expect.objectContaining({
        Nama: KENARIWATI.name,
        NIK: KENARIWATI.nik,
        'Tanggal lahir': KENARIWATI.birthDate,
        Telepon: '+6281298765432',
        Kelurahan: KENARIWATI.kelurahan,
      }),
    ]);
    expect(rows('card')[0]).toMatchObject({ 'Nomor peserta (KPJ)': KENARIWATI.kpj });
    expect(rows('protection')).toHaveLength(3);
    expect(rows('nik_reveal')).toEqual([
      expect.objectContaining({ Peran: ['ADMIN'], Alasan: '… … lupa nomornya, diminta di loket' }),
    ]);
    expect(data.elsewhere.map(({ service }: { service: string }) => service)).toEqual(
      expect.arrayContaining(['donors', 'billing', 'benefits']),
    );
    expect(bytes[1]?.slice(0, 5)).toBe('%PDF-');
    expect(await stateOf(admin, request.id)).toBe('ANSWERED');
  });

  test('once: a second answer to the same request is refused', async () => {
    await expect(answers('answerDataAccess', request.id, 'files { name }')).rejects.toThrow(
      'DATA_REQUEST_ANSWERED',
    );
    const nobodys = '00000000-0000-4000-8000-000000000000';
    await expect(answers('answerDataAccess', nobodys, 'files { name }')).rejects.toThrow(
      'DATA_REQUEST_NOT_FOUND',
    );
  });

  test('finds her name misspelt, and has it corrected; the trail says that, and not her name', async () => {
    const { id } = await asksAbout(admin, siti, 'CORRECTION');
    const same = answers('correctWorker', id, 'worker { name }', { name: KENARIWATI.name });
    await expect(same).rejects.toThrow('NOTHING_TO_CORRECT');
    const away = answers('correctWorker', id, 'worker { name }', {
      kelurahan: semarang.city.kecamatan[0]!.kelurahan[0]!.code,
    });
    await expect(away).rejects.toThrow('OTHER_KECAMATAN');
    const { worker } = await answers<{ worker: { name: string } }>('correctWorker', id, 'worker { name }', {
      name: KENARIWATI.corrected,
      phone: '0812 7654 3210',
    });
    expect(worker.name).toBe(KENARIWATI.corrected);
    const query = '{ beneficiariesTrail(first: 1, kind: "Worker") { edges { node { act before after } } } }';
    type Found = {
      beneficiariesTrail: { edges: { node: { act: string; before: string; after: string } }[] };
    };
    const deed = (await ask<Found>(admin, query)).beneficiariesTrail.edges[0]!.node;
    expect([deed.act, JSON.parse(deed.before), JSON.parse(deed.after)]).toEqual([
      'correctWorker',
      { name: 'K••• S•••', phone: '•••32' },
      { name: 'K••• S•••', phone: '•••10' },
    ]);
  });

  test('a request may be refused, and the reason is told', async () => {
    const { id } = await asksAbout(admin, siti, 'WITHDRAWAL');
    const reason = 'surat kuasa dari pekerja tidak ada';
    const { request: seen } = await answers<{ request: { state: string; refusal: string } }>(
      'refuseDataRequest',
      id,
      'request { state refusal }',
      { reason },
    );
    expect(seen).toEqual({ state: 'REFUSED', refusal: reason });
  });
});

/** The house is started again. */
async function startsAgain(): Promise<void> {
  lindungi = await lindungi.goesOnAt(lindungi.today);
  semarang = lindungi.city('3374-kota-semarang');
  admin = await semarang.as('admin');
}

describe('a request that nobody answers', () => {
  type Due = { edges: { node: { id: string; kind: string; overdue: boolean } }[] };
  const due = async (who: Visitor) =>
    (
      await ask<{ dueDataRequests: Due }>(who, '{ dueDataRequests { edges { node { id kind overdue } } } }')
    ).dueDataRequests.edges.map((it) => it.node);
  /** What officers were told of it: `BEFORE`, `AFTER`. */
  const told = async (id: string) => {
    const rows = await stored<{ phase: string }>(
      `select body ->> 'phase' as phase from beneficiaries.outbox
        where name = 'beneficiaries.data-request-due' and body ->> 'requestId' = $1 order by id`,
      [id],
    );
    return rows.map(({ phase }) => phase);
  };
  /** Its three days as if they had begun earlier; then the house starts, and looks. */
  async function hoursLeft(id: string, hours: number): Promise<void> {
    await stored(
      `update beneficiaries.data_request set asked_at = now() - interval '80 hours',
              due_at = date_trunc('milliseconds', now()) + make_interval(hours => $2) where id = $1`,
      [id, hours],
    );
    await startsAgain();
  }

  test('is told of once in its last day, and once when it is late, to those who may see it', async () => {
    const budi = await semarang.worker('Pak Budi');
    const { id } = await asksAbout(admin, budi.id, 'ACCESS');
    expect(await due(admin)).toEqual([]);
    await hoursLeft(id, 20);
    await eventually(
      () => told(id),
      (it) => it.length > 0,
    );
    expect(await due(admin)).toEqual([{ id, kind: 'ACCESS', overdue: false }]);
    const hisPlace = semarang.city.kecamatan[0]!.code;
    expect(await due(await semarang.camatOf(hisPlace))).toHaveLength(1);
    expect(await due(await semarang.camatOf('33.74.16'))).toEqual([]);
    await hoursLeft(id, -1);
    await eventually(
      () => told(id),
      (it) => it.length > 1,
    );
    expect(await due(admin)).toEqual([{ id, kind: 'ACCESS', overdue: true }]);
    await hoursLeft(id, -2);
    const watching = watch<{ dataRequestDue: { due: number } }>(
      admin,
      'subscription { dataRequestDue { due } }',
    );
    expect((await watching.next()).dataRequestDue).toEqual({ due: 1 });
    await watching.stop();
    await answers('answerDataAccess', id, 'files { name }');
    expect(await due(admin)).toEqual([]);
    expect(await told(id)).toEqual(['BEFORE', 'AFTER']);
  }, 120_000);
});

test('every invariant of every service holds at the end', async () => {
  expect(await lindungi.broken()).toEqual([]);
});
