import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inventedBirth, inventedKpj, inventedNik, mutate, type Visitor } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import { deedsOf } from '../support/deeds';
import { refusedWith } from '../support/payroll';
import type { DonorInWorld } from '../support/people';
import { answersRequest, asksAbout, departs } from '../support/privacy';
import { tablesWith } from '../support/tables';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let admin: Visitor;
let camat: Visitor;
let sari: DonorInWorld;
let hadi: DonorInWorld;
/** Bu Kenariwati, registered twice under two spellings, with two numbers and two cards. */
let kept = '';
let merged = '';
let keys = 0;

const NGALIYAN = '33.74.15.1007';
const [KEPT, MERGED] = [9_201, 9_202];
const canaries = [
  ...['Kenariwati', 'Qenariwatie', '81298765401', '81298765402'],
  ...[KEPT, MERGED].flatMap((of) => [inventedNik(of), inventedNik(of).slice(4), inventedKpj(of)]),
];

const key = () => `key-${++keys}`;

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  [admin, camat] = [await semarang.as('admin'), await semarang.as('camat')];
  sari = await semarang.donor('Bu Sari');
  hadi = await semarang.donor('Pak Hadi');
}, 180_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

const formOf = (name: string, number: number, more: object = {}) => ({
  name,
  nik: inventedNik(number),
  birthDate: inventedBirth(number),
  occupation: 'PEDAGANG_SAYUR',
  kelurahan: NGALIYAN,
  relation: 'CITY_LIST',
  consent: consentOn('2026-11-22'),
  sample: true,
  idempotencyKey: key(),
  ...more,
});
const consentOn = (on: string, declaredBy = 'WORKER') => ({
  channel: 'PAPER',
  declaredBy,
  textVersion: 'uji-2',
  on,
});

const registers = async (who: Visitor, form: Record<string, unknown>): Promise<string> =>
  (await mutate<{ worker: { id: string } }>(who, 'registerWorker', form, 'worker { id }')).worker.id;

const asks = async (kind: string, workerId: string) => (await asksAbout(admin, workerId, kind)).id;

const reserves = async (donor: DonorInWorld, workerId: string, firstMonth: string): Promise<string> =>
  donor.isAnswered(await donor.offers({ worker: { id: workerId }, firstMonth, months: 3 }));

describe('who was registered twice, and became one person,', () => {
  let older = '';

  beforeAll(async () => {
    kept = await registers(camat, formOf('Kenariwati', KEPT, { phone: '0812 9876 5401' }));
    merged = await registers(camat, formOf('Qenariwatie', MERGED, { phone: '0812 9876 5402' }));
    const cards = [
      { workerId: kept, kpj: inventedKpj(KEPT), issuedOn: '2026-11-20' },
      { workerId: merged, kpj: inventedKpj(MERGED), issuedOn: '2026-11-20' },
    ];
    await mutate(await semarang.as('bpjs'), 'recordCards', { cards, idempotencyKey: key() }, 'recorded');
    expect(await reserves(sari, merged, '2026-12')).toBe('RESERVED null');
    expect(await reserves(hadi, kept, '2027-03')).toBe('RESERVED null');
    older = await asks('ACCESS', merged);
    const reason = 'Kenariwati dan Qenariwatie satu orang, KTP sudah dilihat';
    const merging = { keptId: kept, mergedId: merged, reason, idempotencyKey: key() };
    expect(await refusedWith(camat, 'mergeWorkers', merging)).toEqual([]);
  }, 60_000);

  test('is given what is kept of every entry: months, cards, and what was done', async () => {
    for (const request of [await asks('ACCESS', kept), await asks('ACCESS', merged), older]) {
      const { files } = await answersRequest<{ files: { content: string }[] }>(
        admin,
        'answerDataAccess',
        { requestId: request },
        'files { content }',
      );
      const { tables } = JSON.parse(Buffer.from(files[0]?.content ?? '', 'base64').toString());
      const rows = (table: string): Record<string, unknown>[] =>
        tables.find((it: { table: string }) => it.table === table)?.rows ?? [];
      expect(rows('worker').map((it) => [it.Nama, it.NIK])).toEqual([
        ['Kenariwati', inventedNik(KEPT)],
        ['Qenariwatie', inventedNik(MERGED)],
      ]);
      const cards = rows('card').map((it) => it['Nomor peserta (KPJ)']);
      expect(cards.sort()).toEqual([KEPT, MERGED].map(inventedKpj).sort());
      const months = rows('protection').map((it) => it.Bulan);
      expect(months.sort()).toEqual(['2026-12', '2027-01', '2027-02', '2027-03', '2027-04', '2027-05']);
      expect(rows('worker_merge')).toHaveLength(1);
      expect(rows('deed').filter((it) => it.Perbuatan === 'registerWorker')).toHaveLength(2);
    }
  });

  test('and nothing of either entry is left when she is erased, asked for under the older one', async () => {
    expect((await tablesWith(lindungi.house, canaries)).includes('worker')).toBe(true);
    const request = await asks('ERASURE', merged);
    const departure = await departs(admin, 'eraseWorker', request);
    expect(departure.waits).toBe(false);
    expect(departure.freed).toHaveLength(6);
    expect(await tablesWith(lindungi.house, canaries)).toEqual([]);
    expect(await tablesWith(lindungi.house, [inventedBirth(KEPT), inventedBirth(MERGED)])).toEqual([]);
    const mergeDeed = (await deedsOf(admin, 'Worker', kept)).find(({ act }) => act === 'mergeWorkers');
    const undo = { mergeId: mergeDeed?.after?.merge, reason: 'bukan orang yang sama', idempotencyKey: key() };
    expect(await refusedWith(admin, 'undoMerge', undo)).toEqual(['MERGE_NOT_FOUND']);
    expect(await lindungi.broken()).toEqual([]);
  });
});

describe('who only withdrew consent', () => {
  const BUDI = 9_203;
  let budi = '';
  const again = (more: object = {}) =>
    formOf('Pak Budi', BUDI, { consent: consentOn('2026-11-22'), ...more });

  beforeAll(async () => {
    budi = await registers(sari.visitor, formOf('Pak Budi', BUDI, { consent: consentOn('2026-11-20') }));
    await departs(admin, 'withdrawConsent', await asks('WITHDRAWAL', budi));
    expect(await reserves(sari, budi, '2026-12')).toBe('TAKEN WORKER_UNKNOWN');
  });

  test('is brought back by nobody else, and by no older consent: it is said as of anybody registered', async () => {
    const registered = ['WORKER_ALREADY_REGISTERED'];
    expect(await refusedWith(hadi.visitor, 'registerWorker', again())).toEqual(registered); // sees no Pak Budi
    const older = { consent: consentOn('2026-11-21') };
    expect(await refusedWith(sari.visitor, 'registerWorker', again(older))).toEqual(registered);
    for (const declaredBy of ['DONOR', 'FAMILY', 'OFFICER']) {
      const said = { consent: consentOn('2026-11-22', declaredBy) };
      expect(await refusedWith(sari.visitor, 'registerWorker', again(said))).toEqual(registered);
    }
    expect(await reserves(sari, budi, '2026-12')).toBe('TAKEN WORKER_UNKNOWN');
  });

  test('gives it again: the same worker, with a deed, and months begin', async () => {
    expect(await registers(sari.visitor, again())).toBe(budi);
    expect(await refusedWith(sari.visitor, 'registerWorker', again())).toEqual(['WORKER_ALREADY_REGISTERED']);
    expect(await reserves(sari, budi, '2026-12')).toBe('RESERVED null');
    const [deed] = await deedsOf(admin, 'Worker', budi);
    expect(deed).toMatchObject({
      act: 'registerWorker',
      before: { withdrawnOn: '2026-11-22', consent: { on: '2026-11-20' } },
      after: { renewed: true, consent: { on: '2026-11-22' } },
    });
  });

  test('and has asked to be erased is not called back', async () => {
    await departs(admin, 'withdrawConsent', await asks('WITHDRAWAL', budi));
    const erasure = await asks('ERASURE', budi);
    expect(await refusedWith(admin, 'registerWorker', again())).toEqual(['WORKER_ALREADY_REGISTERED']);
    await departs(admin, 'eraseWorker', erasure);
    expect(await registers(admin, again())).not.toBe(budi); // erased: the number is nobody's
    expect(await lindungi.broken()).toEqual([]);
  });
});
