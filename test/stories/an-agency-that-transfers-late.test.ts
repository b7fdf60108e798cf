import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask, eventually, mutate } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import { answered, deductionFile, issuesBill, letter, sendResult } from '../support/payroll';
import { type World, world } from '../support/world';

let lindungi: World;
let palangkaRaya: CityWorld;
let billId: string;
let billNumber: string;

/** BPJS has receipted Bu Siti's November; December was deducted from her donor's pay, and stays with the agency. */
beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  palangkaRaya = lindungi.city('6271-kota-palangka-raya');
  const admin = await palangkaRaya.as('admin');
  const hadi = await palangkaRaya.donor('Pak Hadi');
  const worker = await palangkaRaya.worker('Bu Siti');
  const november = await hadi.offers({ worker, firstMonth: '2026-11', months: 1 });
  await hadi.pays(await hadi.invoiceFor(november));
  await hadi.invoiceFor(november, ({ state }) => state === 'PAID');
  expect(await palangkaRaya.bpjsReceipts('2026-11')).toBe(1);

  const december = await hadi.offers({ worker, firstMonth: '2026-12', months: 1 });
  await hadi.invoiceFor(december);
  await mutate(hadi.visitor, 'giveMandate', letter(), 'mandate { id }');
  const agency = `6271:${palangkaRaya.city.agencies[0]?.code}`;
  const bill = await issuesBill<{ id: string; number: string }>(admin, agency, 'id number');
  ({ id: billId, number: billNumber } = bill);
  const csv = await deductionFile(admin, billId);
  const { resultId } = await sendResult(
    admin,
    billId,
    answered(csv, { 'SK-6271-000001': ';BERHASIL;8400;' }),
  );
  await mutate(admin, 'bookDeductionResult', { resultId, idempotencyKey: 'book' }, 'booking');
  await hadi.invoiceFor(december, ({ state }) => state === 'PAID');
}, 120_000);
afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

async function itBecomes(day: string): Promise<void> {
  lindungi = await lindungi.goesOnAt(day);
  palangkaRaya = lindungi.city('6271-kota-palangka-raya');
}

const calls = async (): Promise<string[]> => {
  const query = '{ alarms(first: 50) { edges { node { code reference } } } }';
  type Found = { alarms: { edges: { node: { code: string; reference: string } }[] } };
  const { alarms } = await ask<Found>(await palangkaRaya.as('bendahara'), query);
  const about = alarms.edges.filter(({ node }) => node.reference === billNumber);
  return about.map(({ node }) => node.code).sort();
};
const countdown = async (): Promise<unknown> => {
  const query = '{ lapseCountdowns { edges { node { coveredThrough day state reminder graceEndsOn } } } }';
  type Found = { lapseCountdowns: { edges: { node: unknown }[] } };
  const { lapseCountdowns } = await ask<Found>(await palangkaRaya.as('bendahara'), query);
  return lapseCountdowns.edges[0]?.node;
};

test('from the day its month is due at BPJS, the agency is asked for it, once', async () => {
  expect(await calls()).toEqual([]);
  await itBecomes('2026-12-15');
  expect(await eventually(calls, (it) => it.length > 0)).toEqual(['AGENCY_TRANSFER_AWAITED']);
});

test('her days count on as if nobody had paid, and a person is called when the grace comes near', async () => {
  await itBecomes('2027-01-30');
  expect(await eventually(calls, (it) => it.length > 1)).toEqual([
    'AGENCY_TRANSFER_AWAITED',
    'AGENCY_TRANSFER_GRACE_NEAR',
  ]);
  expect(await countdown()).toEqual({
    ...{ coveredThrough: '2026-11', day: 60, state: 'AWAITING_TRANSFER', reminder: 60 },
    graceEndsOn: '2027-02-28',
  });
  expect(await lindungi.broken()).toEqual([]);
});

test('seen in the bank, nobody is called any more, and BPJS receipts her month', async () => {
  const { provider, amount } = await lindungi.bank.pay(billNumber);
  expect([provider, amount]).toEqual(['TRANSFER', 8_400]);
  expect(await calls()).toEqual([]);
  expect(await countdown()).toMatchObject({ state: 'ON_ITS_WAY', reminder: null });
  expect(await palangkaRaya.bpjsReceipts('2026-12')).toBe(1);
  await eventually(lindungi.broken, (broken) => broken.length === 0);
});
