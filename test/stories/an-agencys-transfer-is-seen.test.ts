import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask, eventually, mutate } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import { answered, type FilePaths, letter, pathsOf, promised, sendResult } from '../support/payroll';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let billId: string;

/** Two Decembers of Bu Sari were deducted by her agency, and went to BPJS. */
beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  const sari = await semarang.donor('Bu Sari');
  const pledge = await promised(sari, await semarang.worker('Pak Budi'));
  await promised(sari, await semarang.worker('Bu Tini'));
  await mutate(sari.visitor, 'giveMandate', letter(), 'mandate { id }');
  const admin = await semarang.as('admin');
  const bill = {
    agency: `3374:${semarang.city.agencies[0]?.code}`,
    month: '2026-12',
    idempotencyKey: 'bill',
  };
  billId = (await mutate<{ bill: { id: string } }>(admin, 'issueAgencyBill', bill, 'bill { id }')).bill.id;
  const paths = (await pathsOf(admin, billId)) as FilePaths;
  const csv = await (await fetch(lindungi.house.urls.gateway + paths.file.path)).text();
  const said = answered(csv, { 'SK-3374-000001': ';BERHASIL;16800;' });
  const { resultId } = await sendResult(admin, billId, said);
  await mutate(admin, 'bookDeductionResult', { resultId, idempotencyKey: 'book' }, 'booking');
  await sari.invoiceFor(pledge, ({ state }) => state === 'PARTIAL');
  expect(
    await eventually(
      () => semarang.bpjsReceipts('2026-12'),
      (lines) => lines > 0,
    ),
  ).toBe(2);
}, 120_000);
afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

const account = async (): Promise<unknown[]> => {
  const query = '{ ledgerBalances(startsWith: "agency:") { edges { node { amount } } } }';
  type Found = { ledgerBalances: { edges: { node: { amount: number } }[] } };
  const { ledgerBalances } = await ask<Found>(await semarang.as('bendahara'), query);
  return ledgerBalances.edges.map(({ node }) => node.amount);
};
const awaited = async (): Promise<unknown[]> => {
  const query = '{ alarms(first: 50) { edges { node { code reference } } } }';
  type Found = { alarms: { edges: { node: { code: string; reference: string } }[] } };
  const { alarms } = await ask<Found>(await semarang.as('bendahara'), query);
  return alarms.edges.flatMap(({ node }) =>
    node.code === 'AGENCY_TRANSFER_AWAITED' ? [node.reference] : [],
  );
};
const seenInBank = async (amount: number, words: string): Promise<string | null | undefined> => {
  const city = await semarang.as('bendahara');
  const content = `tanggal;keterangan;debit;kredit;referensi\n22/11/2026;${words};;${amount};FT${amount}`;
  const file = { account: '1034001234', format: 'CSV', content, idempotencyKey: `bank ${amount}` };
  const wanted = 'statement { id lines { matchedBy agencyBill } }';
  type Kept = { statement: { id: string; lines: { matchedBy: string; agencyBill: string | null }[] } };
  const { statement } = await mutate<Kept>(city, 'importStatement', file, wanted);
  const accept = { statementId: statement.id, idempotencyKey: `accept ${amount}` };
  await mutate(city, 'acceptStatementLines', accept, 'accepted');
  expect(statement.lines[0]?.agencyBill).toBe(billNumber);
  return statement.lines[0]?.matchedBy;
};
let billNumber: string;
const seen = async () => {
  const query = 'query($id: ID!) { agencyBill(id: $id) { number transferred } }';
  type Found = { agencyBill: { number: string; transferred: number } };
  return (await ask<Found>(await semarang.as('admin'), query, { id: billId })).agencyBill;
};

test('is awaited: it went to BPJS before anybody saw it, and calls a person once', async () => {
  const code = semarang.city.agencies[0]?.code;
  billNumber = (await seen()).number;
  expect(billNumber).toBe(`TAG-3374-${code}-202612`);
  expect(await account()).toEqual([-16_800]);
  expect(await awaited()).toEqual([code]);
});

test('is recognised by the number of the bill, in parts; seen whole, nobody is called any more', async () => {
  expect(await seenInBank(10_000, billNumber.toUpperCase().replaceAll('-', ' '))).toBe(
    'AGENCY_BILL_OTHER_AMOUNT',
  );
  expect(await account()).toEqual([-6_800]);
  expect(await awaited()).toHaveLength(1);
  expect(await seenInBank(6_800, `SETORAN ${billNumber}`)).toBe('AGENCY_BILL');
  expect(await account()).toEqual([]);
  expect(await awaited()).toEqual([]);
  expect((await seen()).transferred).toBe(16_800);
});

test('and every invariant of every service holds', async () => {
  expect(await lindungi.broken()).toEqual([]);
});
