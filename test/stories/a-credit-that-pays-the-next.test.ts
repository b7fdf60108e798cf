import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask, eventually } from '@lindungi/cli';
import { stored } from '../support/books';
import type { CityWorld } from '../support/city-world';
import { officerOf } from '../support/payroll';
import type { DonorInWorld, InvoiceInWorld, PledgeInWorld, WorkerInWorld } from '../support/people';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let sari: DonorInWorld;

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  sari = await semarang.donor('Bu Sari');
}, 90_000);
afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

/** December at half the price, January and February in full: 8 400 + 16 800 + 16 800. */
async function invoiced(
  name: string,
  donor = sari,
): Promise<{ worker: WorkerInWorld; pledge: PledgeInWorld; invoice: InvoiceInWorld }> {
  const worker = await semarang.worker(name);
  const pledge = await donor.offers({ worker, firstMonth: '2026-12', months: 3 });
  return { worker, pledge, invoice: await donor.invoiceFor(pledge) };
}

async function creditSeenBy(visitor: DonorInWorld['visitor'], { id }: PledgeInWorld): Promise<number | null> {
  const query = 'query($id: ID!) { pledge(id: $id) { donor { credit } } }';
  type Found = { pledge: { donor: { credit: number | null } } };
  return (await ask<Found>(visitor, query, { id })).pledge.donor.credit;
}

async function received({ id }: InvoiceInWorld): Promise<number> {
  const query = 'select received::int from billing.invoice where id = $1';
  const [row] = await stored<{ received: number }>(lindungi.house, query, [id]);
  return row!.received;
}

const openAlarms = async (): Promise<{ code: string }[]> =>
  stored(lindungi.house, `select code from billing.alarm where closed_at is null order by code`);

test('what came too much pays the whole months of the next invoice, and goes back from there', async () => {
  const first = await invoiced('Pak Budi');
  const paid = lindungi.provider.notification(first.invoice.number, 42_000 + 18_000);
  expect(await lindungi.provider.say('3374', paid)).toBe(200);
  await sari.invoiceFor(first.pledge, (it) => it.state === 'PAID');
  expect(await creditSeenBy(sari.visitor, first.pledge)).toBe(18_000);
  expect(await openAlarms()).toEqual([{ code: 'PAID_TOO_MUCH' }]);

  // December whole; what would pay a part of January stays hers
  const next = await invoiced('Pak Joko');
  expect(next.invoice.state).toBe('PARTIAL');
  expect(await received(next.invoice)).toBe(8_400);
  expect(await creditSeenBy(sari.visitor, first.pledge)).toBe(9_600);
  const [own, other] = semarang.city.agencies.map(({ code }) => code);
  const admin = await semarang.as('admin');
  const treasurer = await officerOf(semarang, admin, own ?? '', 60_011, ['TREASURER']);
  await eventually(
    () => creditSeenBy(treasurer, first.pledge),
    (it) => it === 9_600,
  );
  const stranger = await officerOf(semarang, admin, other ?? '', 60_012, ['TREASURER']);
  const query = 'query($id: ID!) { pledge(id: $id) { donor { credit } } }';
  expect(await ask(stranger, query, { id: first.pledge.id })).toEqual({ pledge: null });

  // another's credit is nobody else's to use
  const tono = await semarang.donor('Pak Tono');
  const others = await invoiced('Pak Lain', tono);
  expect(others.invoice.state).toBe('ISSUED');
  expect(await creditSeenBy(tono.visitor, others.pledge)).toBe(0);

  // the provider takes all of it back: nothing is left anywhere, and nothing is missing
  const back = { ...paid, transaction_status: 'deny', status_code: '202' };
  expect(await lindungi.provider.say('3374', back)).toBe(200);
  await sari.invoiceFor(first.pledge, (it) => it.state === 'REVERSED');
  await sari.invoiceFor(next.pledge, (it) => it.state === 'REVERSED');
  expect(await creditSeenBy(sari.visitor, first.pledge)).toBe(0);
  expect(await lindungi.broken()).toEqual([]);
});

test('credited whole, what called a person is closed; the deed says what the house did', async () => {
  const ani = await semarang.donor('Bu Ani');
  const first = await invoiced('Pak Agus', ani);
  const paid = lindungi.provider.notification(first.invoice.number, 84_000);
  expect(await lindungi.provider.say('3374', paid)).toBe(200);
  await ani.invoiceFor(first.pledge, (it) => it.state === 'PAID');

  const next = await invoiced('Pak Bayu', ani);
  expect(next.invoice.state).toBe('PAID');
  const admin = await semarang.as('admin');
  type Found = { worker: { protections: { state: string }[] } };
  const months = await eventually(
    async () =>
      (
        await ask<Found>(admin, 'query($id: ID!) { worker(id: $id) { protections { state } } }', {
          id: next.worker.id,
        })
      ).worker.protections,
    (all) => all.every(({ state }) => state === 'PAID'),
  );
  expect(months).toHaveLength(3);
  const alarms = await stored<{ open: boolean }>(
    lindungi.house,
    'select closed_at is null as open from billing.alarm where reference = $1',
    [first.invoice.number],
  );
  expect(alarms).toEqual([{ open: false }]);
  const deeds = await stored<{ subject: string | null; after: object }>(
    lindungi.house,
    `select subject, after from billing.deed where act = 'creditLeftOver' and after ->> 'invoiceId' = $1`,
    [next.invoice.id],
  );
  expect(deeds).toEqual([
    { subject: null, after: { left: 0, credited: 42_000, invoiceId: next.invoice.id } },
  ]);
  expect(await lindungi.broken()).toEqual([]);
});
