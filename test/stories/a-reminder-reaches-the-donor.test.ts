import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, eventually, mutate, post, type Visitor } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import { answered, deductionFile, issuesBill, letter, officerOf, sendResult } from '../support/payroll';
import type { DonorInWorld, PledgeInWorld, WorkerInWorld } from '../support/people';
import { watch } from '../support/watch';
import { type World, world } from '../support/world';

let lindungi: World;
let palangkaRaya: CityWorld;
let sari: DonorInWorld;
let hadi: DonorInWorld;
let budi: WorkerInWorld;
let siti: WorkerInWorld;

/** Ends this day, and begins another: the same city, the same people, other clocks. */
async function goOnAt(day: string): Promise<void> {
  lindungi = await lindungi.goesOnAt(day);
  palangkaRaya = lindungi.city('6271-kota-palangka-raya');
  for (const donor of [sari, hadi]) donor.visitor.url = lindungi.house.urls.gateway;
}

const pays = async (donor: DonorInWorld, pledge: PledgeInWorld): Promise<void> => {
  const { number, amount } = await donor.invoiceFor(pledge);
  expect(await lindungi.provider.say('6271', lindungi.provider.notification(number, amount))).toBe(200);
  await donor.invoiceFor(pledge, (it) => it.state === 'PAID');
};

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-10' });
  palangkaRaya = lindungi.city('6271-kota-palangka-raya');
  sari = await palangkaRaya.donor('Bu Sari');
  hadi = await palangkaRaya.donor('Pak Hadi');
  budi = await palangkaRaya.worker('Pak Budi'); // in the first kecamatan, the sample officer's own
  siti = await palangkaRaya.worker('Bu Siti');
  await pays(sari, await sari.offers({ worker: budi, firstMonth: '2026-11', months: 1 }));
  expect(await palangkaRaya.bpjsReceipts('2026-11')).toBe(1);
}, 90_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

interface Reminder {
  kind: string;
  message: string;
  months: string[];
  amount: number | null;
  payUntil: string;
  worker: { id: string } | null;
  pledge: { id: string; invoice: { amount: number } } | null;
}

async function reminders(of: Visitor, ended = false): Promise<Reminder[]> {
  const query = `query($ended: Boolean!) { reminders(first: 10, ended: $ended) { edges { node {
    kind message months amount payUntil worker { id } pledge { id invoice { amount } } } } } }`;
  type Found = { reminders: { edges: { node: Reminder }[] } };
  return (await ask<Found>(of, query, { ended })).reminders.edges.map(({ node }) => node);
}

interface Lapsing {
  worker: { id: string; name: string };
  coveredThrough: string;
  graceEndsOn: string;
  daysLeft: number;
}

async function lapsing(of: Visitor): Promise<Lapsing[]> {
  const query =
    '{ lapsingWorkers(first: 10) { edges { node { worker { id name } coveredThrough graceEndsOn daysLeft } } } }';
  type Found = { lapsingWorkers: { edges: { node: Lapsing }[] } };
  return (await ask<Found>(of, query)).lapsingWorkers.edges.map(({ node }) => node);
}

describe('a payroll that could not deduct', () => {
  let pledge: PledgeInWorld;

  test('reminds the donor at once: how much, for which month, how else to pay and until when', async () => {
    pledge = await hadi.offers({ worker: siti, firstMonth: '2026-12', months: 1 });
    await hadi.invoiceFor(pledge);
    const code = palangkaRaya.city.agencies[0]?.code ?? '';
    const treasurer = await officerOf(palangkaRaya, await palangkaRaya.as('admin'), code, 60_003, [
      'TREASURER',
    ]);
    await mutate(hadi.visitor, 'giveMandate', letter({ signedAs: 'Hadi', nipEnd: '1902' }), 'mandate { id }');
    const bill = await issuesBill(treasurer, `6271:${code}`);
    const csv = await deductionFile(treasurer, bill.id);

    const seen = watch<{ reminderTold: { open: number; reminder: { kind: string } | null } }>(
      hadi.visitor,
      'subscription { reminderTold { open reminder { kind } } }',
    );
    expect(await seen.next()).toEqual({ reminderTold: { open: 0, reminder: null } });
    const { resultId } = await sendResult(
      treasurer,
      bill.id,
      answered(csv, { 'SK-6271-000001': ';GAGAL;;GAJI_KURANG' }),
    );
    await mutate(treasurer, 'bookDeductionResult', { resultId, idempotencyKey: 'book' }, 'booking');
    expect(await seen.next()).toEqual({ reminderTold: { open: 1, reminder: { kind: 'DEDUCTION_FAILED' } } });

    expect(await reminders(hadi.visitor)).toEqual([
      {
        ...{ kind: 'DEDUCTION_FAILED', months: ['2026-12'], amount: 8_400, payUntil: '2027-02-28' },
        message:
          'Potongan gaji gagal (gaji tidak mencukupi): Rp8.400 untuk Desember 2026. ' +
          'Bayarlah lewat virtual account atau QRIS paling lambat 28 Februari 2027.',
        worker: { id: siti.id },
        pledge: { id: pledge.id, invoice: { amount: 8_400 } },
      },
    ]);
    await pays(hadi, pledge);
    expect(await seen.next()).toEqual({ reminderTold: { open: 0, reminder: { kind: 'DEDUCTION_FAILED' } } });
    await seen.stop();
  });

  test('has nothing to remind of once he has paid another way; what there was he still finds', async () => {
    expect(await reminders(hadi.visitor)).toEqual([]);
    expect(await reminders(hadi.visitor, true)).toMatchObject([
      {
        ...{ kind: 'DEDUCTION_FAILED', months: [], amount: 8_400 },
        message: 'Potongan gaji untuk Desember 2026 gagal, dan sudah dibayar dengan cara lain.',
      },
    ]);
    expect(await reminders(sari.visitor, true)).toEqual([]);
    for (const word of ['bendahara', 'walikota', 'camat']) {
      const { errors } = await post(
        await palangkaRaya.as(word),
        '{ reminders(first: 1) { edges { cursor } } }',
      );
      expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    }
  });
});

describe('a month after the cover of Pak Budi has ended', () => {
  beforeAll(() => goOnAt('2026-12-31'), 60_000);

  test('who paid last is reminded, and nobody else', async () => {
    const [told] = await eventually(
      () => reminders(sari.visitor),
      (it) => it.length > 0,
    );
    expect(told).toMatchObject({ kind: 'LAPSE_NEAR', payUntil: '2027-02-28', worker: { id: budi.id } });
    expect(told?.message).toContain('28 Februari 2027');
    expect(told?.message).not.toContain('Budi');
    expect(await reminders(hadi.visitor)).toEqual([]);
  });

  test('the officer of his kecamatan sees who he is and how many days are left; other officers and roles do not', async () => {
    const officer = await palangkaRaya.as('camat');
    const seen = await eventually(
      () => lapsing(officer),
      (it) => it.length > 0,
    );
    expect(seen).toEqual([
      {
        worker: { id: budi.id, name: budi.name },
        ...{ coveredThrough: '2026-11', graceEndsOn: '2027-02-28', daysLeft: 59 },
      },
    ]);
    expect(await lapsing(await palangkaRaya.as('admin'))).toEqual(seen);
    const other = {
      city: '6271',
      word: 'camat-lain',
      name: 'Camat',
      roles: ['DISTRICT'] as const,
      area: '62.71.05',
    };
    const stranger = { ...officer, token: await lindungi.house.token(other) };
    expect(await lapsing(stranger)).toEqual([]);
    expect(await lapsing(await lindungi.city('3374-kota-semarang').as('admin'))).toEqual([]);
    await expect(lapsing(sari.visitor)).rejects.toThrow('FORBIDDEN');
    await expect(lapsing(await palangkaRaya.as('bendahara'))).rejects.toThrow('FORBIDDEN');
  });

  test('when another donor is looked for she hears it; when he takes the worker and pays, all of it ends', async () => {
    const wish = { workerId: budi.id, idempotencyKey: 'pool' };
    await mutate(await palangkaRaya.as('camat'), 'offerToPool', wish, 'offer { id }');
    const kinds = async () => (await reminders(sari.visitor)).map(({ kind }) => kind);
    await eventually(kinds, (it) => it.length === 2);
    expect(await kinds()).toEqual(['WORKER_OFFERED', 'LAPSE_NEAR']);

    const taken = await hadi.offers({ worker: budi, firstMonth: '2026-12', months: 3 });
    await hadi.invoiceFor(taken);
    expect(await kinds()).toHaveLength(2); // an offer alone protects nobody
    expect(await lapsing(await palangkaRaya.as('camat'))).toHaveLength(1);
    await pays(hadi, taken);
    await eventually(kinds, (it) => it.length === 0);
    await eventually(
      async () => lapsing(await palangkaRaya.as('camat')),
      (it) => it.length === 0,
    );
  });

  test('every invariant of every service holds', async () => {
    expect(await lindungi.broken()).toEqual([]);
  });
});
