import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask, eventually, mutate } from '@lindungi/cli';
import { stored } from '../support/books';
import type { CityWorld } from '../support/city-world';
import { lawWithRelief } from '../support/law';
import {
  answered,
  deductionFile,
  issuesBill,
  letter,
  promised,
  sendResult,
  transferred,
} from '../support/payroll';
import type { PledgeInWorld } from '../support/people';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let pledge: PledgeInWorld;
let billId: string;
const before = lawWithRelief({ from: '2026-04', until: '2026-12' });
const after = lawWithRelief({ from: '2026-04', until: '2027-01' });
const earlier = lawWithRelief({ from: '2026-04', until: '2027-02' });

const underLaw = (folder: string) => ({ billing: { LINDUNGI_LAW_FOLDER: folder } });

/** A bill of December for a donor whose December is 8 400, January and February 16 800. */
beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22', environment: underLaw(before) });
  semarang = lindungi.city('3374-kota-semarang');
  const sari = await semarang.donor('Bu Sari');
  pledge = await promised(sari, await semarang.worker('Pak Budi'));
  await mutate(sari.visitor, 'giveMandate', letter(), 'mandate { id }');
  const agency = `3374:${semarang.city.agencies[0]?.code}`;
  const admin = await semarang.as('admin');
  const bill = await issuesBill<{ id: string; amount: number }>(admin, agency, 'id amount');
  expect(bill.amount).toBe(8_400);
  billId = bill.id;
}, 120_000);
afterAll(async () => {
  await lindungi?.[Symbol.asyncDispose]();
  for (const folder of [before, after, earlier]) rmSync(folder, { recursive: true, force: true });
}, 30_000);

async function theLawBecomes(folder: string): Promise<void> {
  lindungi = await lindungi.goesOnAt('2026-11-22', underLaw(folder));
  semarang = lindungi.city('3374-kota-semarang');
}

interface Row {
  state: string;
  amount: number;
  moved: number;
  received: number;
}

/** Every invoice of the pledge, the first one first. */
const invoices = (): Promise<Row[]> =>
  stored<Row>(
    lindungi.house,
    `select state, amount::int, moved::int, received::int from billing.invoice where pledge_id = $1
      order by issued_at, number`,
    [pledge.id],
  );

const runs = () =>
  stored<{ looked: number; waiting: number }>(
    lindungi.house,
    `select looked, waiting from billing.repricing where city_id = '3374' and ended_at is not null order by begun_at`,
  );

test('while the agency is asked for December, nothing moves: its answer fits the invoice it was asked for', async () => {
  await theLawBecomes(after);
  expect(await eventually(runs, (it) => it.length === 1)).toEqual([{ looked: 1, waiting: 1 }]);
  expect(await invoices()).toEqual([{ state: 'ISSUED', amount: 42_000, moved: 0, received: 0 }]);

  const admin = await semarang.as('admin');
  const csv = await deductionFile(admin, billId);
  const { resultId } = await sendResult(
    admin,
    billId,
    answered(csv, { 'SK-3374-000001': ';BERHASIL;8400;' }),
  );
  await mutate(admin, 'bookDeductionResult', { resultId, idempotencyKey: 'book' }, 'booking');
  await eventually(invoices, ([it]) => it?.received === 8_400);
});

test('deducted and not transferred, it waits on: nobody is given what the city has not got', async () => {
  await theLawBecomes(after);
  await eventually(runs, ([it]) => it?.looked === 1 && it.waiting === 1);
  expect(await invoices()).toEqual([{ state: 'PARTIAL', amount: 42_000, moved: 0, received: 8_400 }]);
  await transferred(semarang, billId);
});

test('looked at again, December stays paid by the agency, and the rest is asked for by the new law', async () => {
  await theLawBecomes(after);
  expect(await eventually(invoices, (it) => it.length === 2)).toEqual([
    { state: 'PAID', amount: 42_000, moved: 33_600, received: 8_400 },
    { state: 'ISSUED', amount: 8_400 + 16_800, moved: 0, received: 0 },
  ]);
  expect((await eventually(runs, ([it]) => it?.waiting === 0)).length).toBe(1);
  const query = '{ city { contributions(month: "2026-12") { workers amount } } }';
  const { city } = await ask<{ city: { contributions: unknown } }>(await semarang.as('bendahara'), query);
  expect(city.contributions).toEqual({ workers: 1, amount: 8_400 });
  expect(await lindungi.broken()).toEqual([]);
});

test('and once more: what BPJS was sent stays, and only what is open moves', async () => {
  expect(await semarang.bpjsReceipts('2027-12')).toBe(1);

  // February halves as well
  await theLawBecomes(earlier);
  expect(await eventually(invoices, (it) => it.length === 3)).toEqual([
    { state: 'PAID', amount: 42_000, moved: 33_600, received: 8_400 },
    { state: 'CANCELLED', amount: 25_200, moved: 25_200, received: 0 },
    { state: 'ISSUED', amount: 16_800, moved: 0, received: 0 },
  ]);
  expect(await lindungi.broken()).toEqual([]);
});

test('nobody can bill a month that has moved, whatever the service believes', async () => {
  const [row] = await stored<{ id: string; donor: string; worker: string }>(
    lindungi.house,
    `select id, donor_id as donor, worker_id as worker from billing.invoice where pledge_id = $1
      order by issued_at limit 1`,
    [pledge.id],
  );
  const bill = stored(
    lindungi.house,
    `insert into billing.agency_bill_line
       (city_id, bill_id, invoice_id, month, donor_id, mandate_id, pledge_id, worker_id, amount, state)
     select '3374', $1, $2, '2027-01', $3, id, $4, $5, 16800, 'BILLED' from billing.mandate limit 1`,
    [billId, row?.id, row?.donor, pledge.id, row?.worker],
  );
  await expect(bill).rejects.toThrow('has moved to another invoice');
});
