import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask, eventually, mutate, type Visitor } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import {
  answered,
  deductionFile,
  issuesBill,
  letter,
  officerOf,
  promised,
  sendResult,
} from '../support/payroll';
import type { DonorInWorld, PledgeInWorld } from '../support/people';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let sari: DonorInWorld;
let hadi: DonorInWorld;
let treasurer: Visitor;
let billId: string;
let pledges: PledgeInWorld[];

/** December at half the price, for each worker. */
const A_MONTH = 8_400;

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  const agency = semarang.city.agencies[0]?.code ?? '';
  treasurer = await officerOf(semarang, await semarang.as('admin'), agency, 60_041, ['TREASURER']);
  sari = await semarang.donor('Bu Sari');
  hadi = await semarang.donor('Pak Hadi');
  pledges = [];
  for (const name of ['Pak Budi', 'Bu Tini', 'Pak Joko']) {
    pledges.push(await promised(sari, await semarang.worker(name)));
  }
  await promised(hadi, await semarang.worker('Bu Rahma'));
  await mutate(sari.visitor, 'giveMandate', letter(), 'mandate { id }');
  await mutate(hadi.visitor, 'giveMandate', letter({ signedAs: 'Hadi' }), 'mandate { id }');
  billId = (await issuesBill(treasurer, `3374:${agency}`)).id;
}, 90_000);
afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

test('one row of the deduction file for a donor, with the sum for all of their workers', async () => {
  const rows = (await deductionFile(treasurer, billId)).trimEnd().split('\r\n').slice(1);
  expect(rows.map((row) => row.split(';').slice(4, 7))).toEqual([
    ['3', '2026-12', String(3 * A_MONTH)],
    ['1', '2026-12', String(A_MONTH)],
  ]);
});

test('one debit pays the month of each of the three workers, line by line', async () => {
  const file = await deductionFile(treasurer, billId);
  const [number = ''] = file.split('\r\n')[1]?.split(';') ?? [];
  const said = { [number]: `;BERHASIL;${3 * A_MONTH};` };
  const other = file.split('\r\n')[2]?.split(';')[0] ?? '';
  const sent = await sendResult(
    treasurer,
    billId,
    answered(file, { ...said, [other]: ';GAGAL;;GAJI_KURANG' }),
  );
  expect(sent).toMatchObject({ status: 200, problems: [] });
  const input = { resultId: sent.resultId, idempotencyKey: 'book' };
  await mutate(treasurer, 'bookDeductionResult', input, 'booking');
  for (const pledge of pledges) {
    const invoice = await sari.invoiceFor(pledge, (it) => it.state !== 'ISSUED');
    expect(invoice.state).toBe('PARTIAL'); // December of three months
  }
  type Found = { agencyBill: { lines: { edges: { node: { state: string; amount: number } }[] } } };
  const query = 'query($id: ID!) { agencyBill(id: $id) { lines { edges { node { state amount } } } } }';
  const { agencyBill } = await eventually(
    () => ask<Found>(treasurer, query, { id: billId }),
    (it) => it.agencyBill.lines.edges.every(({ node }) => node.state !== 'BILLED'),
  );
  expect(agencyBill.lines.edges.map(({ node }) => `${node.state} ${node.amount}`).sort()).toEqual([
    ...['COLLECTED 8400', 'COLLECTED 8400', 'COLLECTED 8400', 'FAILED 8400'],
  ]);
  expect(await lindungi.broken()).toEqual([]);
});
