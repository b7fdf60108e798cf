import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask, eventually, mutate, type Visitor } from '@lindungi/cli';
import { stored } from '../support/books';
import type { CityWorld } from '../support/city-world';
import {
  answered,
  deductionFile,
  issuesBill,
  letter,
  mandatesOf,
  officerOf,
  promised,
  refusedWith,
  sendResult,
  transferred,
} from '../support/payroll';
import type { DonorInWorld } from '../support/people';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let agency: string;
let treasurer: Visitor;
let sari: DonorInWorld;
let hadi: DonorInWorld;
let billId: string;

const issue = async () => {
  type Line = { mandateNumber: string; amount: number; state: string };
  type Issued = { id: string; amount: number; lines: { edges: { node: Line }[] } };
  const fields = 'id amount lines { edges { node { mandateNumber amount state } } }';
  const bill = await issuesBill<Issued>(treasurer, agency, fields);
  const lines = bill.lines.edges.map(({ node }) => `${node.mandateNumber} ${node.amount} ${node.state}`);
  return { ...bill, lines: lines.sort() };
};

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  const code = semarang.city.agencies[0]?.code ?? '';
  agency = `3374:${code}`;
  treasurer = await officerOf(semarang, await semarang.as('admin'), code, 60_001, ['TREASURER']);
  sari = await semarang.donor('Bu Sari');
  hadi = await semarang.donor('Pak Hadi');
  for (const [donor, name] of [
    [sari, 'Pak Budi'],
    [sari, 'Bu Tini'],
    [sari, 'Bu Murni'],
    [hadi, 'Pak Joko'],
  ] as const) {
    await promised(donor, await semarang.worker(name));
  }
  await mutate(sari.visitor, 'giveMandate', letter({ cap: 16_800 }), 'mandate { id }');
  await mutate(hadi.visitor, 'giveMandate', letter({ signedAs: 'Hadi' }), 'mandate { id }');
}, 120_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

test('the bill keeps to the cap, and shows what it leaves out', async () => {
  const bill = await issue();
  billId = bill.id;
  expect(bill.amount).toBe(25_200);
  expect(bill.lines).toEqual([
    'SK-3374-000001 8400 BILLED',
    'SK-3374-000001 8400 BILLED',
    'SK-3374-000001 8400 OVER_CAP',
    'SK-3374-000002 8400 BILLED',
  ]);
});

test('who revokes after the bill is not deducted from: the file leaves him out, an answer about him is refused', async () => {
  const [mandate] = await mandatesOf(hadi.visitor);
  const csv = await fileOf();
  expect(csv).toMatch(/SK-3374-000002/);
  await mutate(
    hadi.visitor,
    'revokeMandate',
    { mandateId: mandate?.id, idempotencyKey: 'r' },
    'mandate { id }',
  );
  expect(await fileOf()).not.toMatch(/SK-3374-000002/);
  const late = await sendResult(treasurer, billId, answered(csv, { 'SK-3374-000002': ';BERHASIL;8400;' }));
  expect(late.problems).toMatchObject([{ row: 3, code: 'NOTHING_ASKED' }]);
});

const fileOf = () => deductionFile(treasurer, billId);

test('pay that was too small pays the earliest first; two files that say the same are one payment', async () => {
  const csv = answered(await fileOf(), { 'SK-3374-000001': ';BERHASIL;10000;GAJI_KURANG' });
  const [one, two] = [
    await sendResult(treasurer, billId, csv),
    await sendResult(treasurer, billId, `${csv}\r\n`),
  ];
  expect([one.rows, two.rows, one.resultId === two.resultId]).toEqual([1, 1, false]);
  for (const { resultId } of [one, two]) {
    await mutate(treasurer, 'bookDeductionResult', { resultId, idempotencyKey: resultId }, 'booking');
  }
  await eventually(
    () => Promise.all([sendResult(treasurer, billId, csv), sendResult(treasurer, billId, `${csv}\r\n`)]),
    (both) => both.every(({ state }) => state === 'BOOKED'),
  );
  expect(await semarang.ledger()).toMatchInlineSnapshot(`
"
PAYMENT      | agency -1600 | held 1600
PAYMENT      | agency -8400 | held 8400
"
`);
});

test('the next bill asks for the rest and for what was over the cap, and for nothing that is paid', async () => {
  // a month goes by: the bill of December was November's
  await stored(lindungi.house, `update billing.agency_bill set month = '2026-11'`);
  const bill = await issue();
  billId = bill.id;
  expect(bill.amount).toBe(15_200);
  expect(bill.lines).toEqual(['SK-3374-000001 6800 BILLED', 'SK-3374-000001 8400 BILLED']);
  const query = `query($agency: ID!) { treasurerMonth(agency: $agency, month: "2026-12") { joined left paused changed } }`;
  const seen = await ask<{ treasurerMonth: unknown }>(treasurer, query, { agency });
  expect(seen.treasurerMonth).toEqual({ joined: 0, left: 0, paused: 0, changed: 1 });
});

test('what was deducted after she revoked is left over, and goes back to her', async () => {
  const csv = answered(await fileOf(), { 'SK-3374-000001': ';BERHASIL;15200;' });
  const { resultId } = await sendResult(treasurer, billId, csv);
  const [mandate] = await mandatesOf(sari.visitor);
  const revoked = { mandateId: mandate?.id, idempotencyKey: 'sari leaves' };
  await mutate(sari.visitor, 'revokeMandate', revoked, 'mandate { id }');
  await mutate(treasurer, 'bookDeductionResult', { resultId, idempotencyKey: resultId }, 'booking');

  const city = await semarang.as('bendahara');
  const parked = async () => {
    type Parked = { parkedMoney: { edges: { node: { paymentId: string; left: number } }[] } };
    const found = await ask<Parked>(city, '{ parkedMoney(first: 5) { edges { node { paymentId left } } } }');
    return found.parkedMoney.edges.map(({ node }) => node);
  };
  const [money] = await eventually(parked, (all) => all.length === 1);
  expect(money?.left).toBe(15_200);
  const back = { paymentId: money?.paymentId, choice: 'REFUND', transferReference: 'TRF-20261122-01' };
  // the agency has it still: the city gives back what it has
  const early = { ...back, idempotencyKey: 'too early' };
  expect(await refusedWith(city, 'resolveParkedMoney', early)).toEqual(['MONEY_NOT_HERE']);
  await transferred(semarang, billId);
  await mutate(city, 'resolveParkedMoney', { ...back, idempotencyKey: 'back to Sari' }, 'amount');
  expect(await parked()).toEqual([]);
});

test('every invariant of every service holds at the end', async () => {
  expect(await lindungi.broken()).toEqual([]);
});
