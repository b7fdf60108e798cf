import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, eventually, inventedNik, type Visitor } from '@lindungi/cli';
import { Client } from 'pg';
import type { AboutWorker, CityWorld } from '../support/city-world';
import { deedsOf } from '../support/deeds';
import { merges, pairsSeenBy } from '../support/duplicates';
import { coveredMonths, timelineOf } from '../support/months';
import { refusedWith } from '../support/payroll';
import type { DonorInWorld } from '../support/people';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let camat: Visitor;
let admin: Visitor;
let sari: DonorInWorld;
let hadi: DonorInWorld;
/** Pak Suparno, registered twice: the first time with a number that is wrong. */
let wrong: string;
let right: string;
let mergeId: string;

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  camat = await semarang.as('camat');
  admin = await semarang.as('admin');
  sari = await semarang.donor('Bu Sari');
  hadi = await semarang.donor('Pak Hadi');
}, 180_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

const NGALIYAN = '33.74.15.1007';

async function registers(by: Visitor, name: string, number: number, more: AboutWorker = {}): Promise<string> {
  const about = { nik: inventedNik(number), birthDate: '1970-08-12', kelurahan: NGALIYAN, ...more };
  return (await semarang.worker(name, { by, ...about })).id;
}

describe('a pair that may be one person', () => {
  test('is found by name, birth date and telephone, however the name is spelled', async () => {
    wrong = await registers(sari.visitor, 'Soeparno', 7_301, { phone: '0812 3456 7890' });
    right = await registers(camat, 'H. Suparno, S.Pd.', 7_302, { phone: '+62 812-3456-7890' });
    await registers(camat, 'Wahyu Hidayat', 7_303, { phone: '081234567890' }); // a twin of nobody's name
    const [pair, ...more] = await pairsSeenBy(camat);
    expect(more).toEqual([]);
    expect(pair).toMatchObject({ score: 100, because: ['NAME', 'BIRTH_DATE', 'PHONE'] });
    expect([pair?.worker.id, pair?.other.id].sort()).toEqual([wrong, right].sort());
  });

  test('is seen by officers of the kecamatan and of the city, and by nobody of another', async () => {
    expect(await pairsSeenBy(admin)).toHaveLength(1);
    const palangka = lindungi.city('6271-kota-palangka-raya');
    expect(await pairsSeenBy(await palangka.as('admin'))).toEqual([]);
    await expect(pairsSeenBy(sari.visitor)).rejects.toThrow(/FORBIDDEN|mengizinkan/);
    await registers(admin, 'Soeparno', 7_304, { kelurahan: '33.74.01.1001' });
    expect(await pairsSeenBy(camat)).toHaveLength(1); // one who lives elsewhere is not the camat's to see
    expect(await pairsSeenBy(admin)).toHaveLength(3);
  });

  test('that is two people is dismissed with a reason, and nobody is asked again', async () => {
    const elsewhere = (await pairsSeenBy(admin)).filter(
      ({ worker, other }) => ![worker.id, other.id].every((id) => [wrong, right].includes(id)),
    );
    for (const { id } of elsewhere) {
      const input = { duplicateId: id, reason: 'Bapak dan anak, sudah ditemui', idempotencyKey: id };
      expect(await refusedWith(camat, 'dismissDuplicate', input)).toEqual(['DUPLICATE_NOT_FOUND']);
      expect(await refusedWith(admin, 'dismissDuplicate', input)).toEqual([]);
    }
    expect(await pairsSeenBy(admin)).toHaveLength(1);
  });
});

describe('two entries become one person', () => {
  const merging = () => ({
    keptId: right,
    mergedId: wrong,
    reason: 'NIK pertama salah ketik, KTP sudah dilihat',
    idempotencyKey: 'merge-1',
  });

  test('months and cards of both are the kept one’s, and BPJS’s receipts cover them', async () => {
    const invoice = await sari.invoiceFor(
      await sari.offers({ worker: { id: wrong }, firstMonth: '2026-12', months: 3 }),
    );
    await sari.pays(invoice);
    await eventually(
      () => timelineOf(admin, wrong),
      (it) => it.includes('2026-12 PAID'),
    );
    await semarang.bpjsReceipts('2026-12');
    await eventually(
      () => timelineOf(admin, wrong),
      (it) => it.includes('2026-12 PROTECTED'),
    );
    await semarang.recordCard({ id: wrong, name: 'Soeparno', nik: '' });
    const later = await hadi.offers({ worker: { id: right }, firstMonth: '2027-03', months: 3 });
    expect(await hadi.isAnswered(later)).toBe('RESERVED null');

    const merge = await merges(camat, merging());
    expect(merge).toMatchObject({ keptId: right, mergedId: wrong, undoUntil: '2027-01-21', undoneAt: null });
    mergeId = merge.id;
    const all = [
      '2026-12 PROTECTED',
      '2027-01 PAID',
      '2027-02 PAID',
      '2027-03 RESERVED',
      '2027-04 RESERVED',
      '2027-05 RESERVED',
    ];
    expect(await timelineOf(admin, right)).toEqual(all);
    expect(await timelineOf(sari.visitor, right)).toEqual(all); // who paid for him sees him under his right number
    expect(await semarang.becomesCovered({ id: right }, '2026-12-15')).toBe(true);
    const { worker, workers } = await ask<{ worker: object; workers: { edges: { node: { id: string } }[] } }>(
      admin,
      'query($id: ID!) { worker(id: $id) { mergedInto } workers(first: 100) { edges { node { id card { kpj } } } } }',
      { id: wrong },
    );
    expect(worker).toEqual({ mergedInto: right });
    expect(workers.edges.filter(({ node }) => [wrong, right].includes(node.id))).toEqual([
      { node: { id: right, card: { kpj: expect.any(String) } } },
    ]);
    expect(await lindungi.broken()).toEqual([]);
  });

  test('what comes later for the old entry is his too: a receipt, and a refusal of a month he has', async () => {
    await semarang.bpjsReceipts('2027-01');
    await eventually(
      () => timelineOf(admin, right),
      (it) => it.includes('2027-01 PROTECTED'),
    );
    expect(await semarang.becomesCovered({ id: right }, '2027-01-15')).toBe(true);
    const again = await hadi.offers({ worker: { id: wrong }, firstMonth: '2026-12', months: 6 });
    expect(await hadi.isAnswered(again)).toBe('TAKEN ALREADY_PLEDGED');
  });

  test('the database refuses a month he has already, and lets nobody lose one', async () => {
    const doubled = `with pledge as (
        insert into beneficiaries.reservation (city_id, pledge_id, donor_id, worker_id, months, fund, state, held_since)
        values ('3374', gen_random_uuid(), gen_random_uuid(), $1, '{2026-12}', 'OWN', 'RESERVED', '2026-11-22') returning *)
      select pledge_id as id from pledge`;
    const double = (id: string, workerId: string) => [
      `insert into beneficiaries.protection (city_id, pledge_id, month, worker_id, donor_id, state)
       values ('3374', $1, '2026-12', $2, gen_random_uuid(), 'RESERVED')`,
      [id, workerId],
    ];
    for (const workerId of [wrong, right]) {
      await asService(async (db) => {
        const { rows } = await db.query(doubled, [workerId]);
        const [text, values] = double(rows[0].id, workerId) as [string, string[]];
        await expect(db.query(text, values)).rejects.toThrow(/protection_held_once/);
      });
    }
    for (const text of [
      'delete from beneficiaries.protection',
      'update beneficiaries.protection set worker_id = donor_id',
    ])
      await asService((db) => expect(db.query(text)).rejects.toThrow(/permission denied/));
  });

  test('two who both have a month are not merged, and nobody merges whom they may not see', async () => {
    const third = await registers(camat, 'Suparno', 7_305);
    await hadi.isAnswered(await hadi.offers({ worker: { id: third }, firstMonth: '2026-12', months: 3 }));
    const input = {
      keptId: right,
      mergedId: third,
      reason: 'Orang yang sama, kata RT',
      idempotencyKey: 'merge-2',
    };
    expect(await refusedWith(camat, 'mergeWorkers', input)).toEqual(['MONTHS_OVERLAP']);
    const chained = { ...input, keptId: third, mergedId: right };
    expect(await refusedWith(camat, 'mergeWorkers', chained)).toEqual(['MERGE_CHAIN']);
    const elsewhere = await registers(admin, 'Wakidi', 7_306, { kelurahan: '33.74.01.1001' });
    expect(await refusedWith(camat, 'mergeWorkers', { ...input, mergedId: elsewhere })).toEqual([
      'WORKER_NOT_FOUND',
    ]);
    expect(await refusedWith(sari.visitor, 'mergeWorkers', input)).toEqual(['FORBIDDEN']);
  });

  test('can be undone: each has the own months and cards again, and both deeds are in the trail', async () => {
    const undo = { mergeId, reason: 'Ternyata dua orang bersaudara', idempotencyKey: 'undo-1' };
    expect(await refusedWith(camat, 'undoMerge', undo)).toEqual([]);
    expect(await refusedWith(camat, 'undoMerge', { ...undo, idempotencyKey: 'undo-2' })).toEqual([
      'MERGE_NOT_FOUND',
    ]);
    expect(await timelineOf(admin, wrong)).toEqual([
      '2026-12 PROTECTED',
      '2027-01 PROTECTED',
      '2027-02 PAID',
    ]);
    expect(await timelineOf(admin, right)).toEqual([
      '2027-03 RESERVED',
      '2027-04 RESERVED',
      '2027-05 RESERVED',
    ]);
    const deeds = await deedsOf(admin, 'Worker', right);
    expect(deeds.map(({ act }) => act)).toEqual(['undoMerge', 'mergeWorkers', 'registerWorker']);
    expect(deeds[1]?.before).toMatchObject({
      merged: { id: wrong, cards: 1 },
      kept: { cards: 0 },
    });
    expect(JSON.stringify(deeds)).not.toMatch(/\d{16}|Soeparno/);
    expect(await lindungi.broken()).toEqual([]);
  });

  const DECEMBER = '2026-12-15';
  const JANUARY = '2027-01-15';

  test('and cover goes with the months: the kept one is covered by none of the other’s', async () => {
    await eventually(
      () => semarang.coverage({ id: right }, DECEMBER),
      (it) => !it.covered,
    );
    expect((await semarang.coverage({ id: right }, JANUARY)).covered).toBe(false);
    expect(await coveredMonths(admin, right)).toEqual([]);
    expect(await semarang.becomesCovered({ id: wrong }, JANUARY)).toBe(true); // receipted while they were one
    expect(await coveredMonths(admin, wrong)).toEqual(['2026-12', '2027-01']);
  });

  test('one person after all: merged again, the months cover the kept one again, and parted again they do not', async () => {
    const again = { keptId: right, mergedId: wrong, reason: 'KK sudah dilihat, orang yang sama' };
    const merge = await merges(admin, { ...again, idempotencyKey: 'merge-3' });
    expect(await semarang.becomesCovered({ id: right }, DECEMBER)).toBe(true);
    expect(await coveredMonths(admin, right)).toEqual(['2026-12', '2027-01']);
    const undo = { mergeId: merge.id, reason: 'Dukcapil: memang dua orang', idempotencyKey: 'undo-3' };
    expect(await refusedWith(admin, 'undoMerge', undo)).toEqual([]);
    await eventually(
      () => coveredMonths(admin, right),
      (it) => it.length === 0,
    );
    expect(await lindungi.broken()).toEqual([]);
  });
});

/** One attempt as the service's own role, bound to Semarang; nothing of it stays. */
async function asService(work: (db: Client) => Promise<unknown>): Promise<void> {
  const db = new Client({ connectionString: lindungi.house.env.beneficiaries.LINDUNGI_RUNTIME_URL });
  await db.connect();
  try {
    await db.query('begin');
    await db.query(`select set_config('app.city', '3374', true)`);
    await work(db);
  } finally {
    await db.query('rollback');
    await db.end();
  }
}
