import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask, eventually, mutate, type Visitor } from '@lindungi/cli';
import { stored } from '../support/books';
import type { CityWorld } from '../support/city-world';
import {
  answered,
  deductionFile,
  issuesBill,
  letter,
  officerOf,
  promised,
  refusedWith,
  sendResult,
  transferred,
} from '../support/payroll';
import { type World, world } from '../support/world';

const REASON = 'Transfer OPD tertahan di kas daerah; kota menalangi dahulu.';

let lindungi: World;
let semarang: CityWorld;
let admin: Visitor;
let second: Visitor;
let billId: string;

/** Three Decembers, of two donors of one agency, were deducted from pay: Rp25.200, and no transfer is seen. */
beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  admin = await semarang.as('admin');
  const code = semarang.city.agencies[0]?.code ?? '';
  second = await officerOf(semarang, admin, code, 60_003, ['ADMIN']);
  const [sari, hadi] = [await semarang.donor('Bu Sari'), await semarang.donor('Pak Hadi')];
  const pledge = await promised(sari, await semarang.worker('Pak Budi'));
  await promised(sari, await semarang.worker('Bu Tini'));
  await promised(hadi, await semarang.worker('Pak Joko'));
  for (const { visitor } of [sari, hadi]) await mutate(visitor, 'giveMandate', letter(), 'mandate { id }');
  billId = (await issuesBill(admin, `3374:${code}`)).id;
  const csv = await deductionFile(admin, billId);
  const said = { 'SK-3374-000001': ';BERHASIL;16800;', 'SK-3374-000002': ';BERHASIL;8400;' };
  const { resultId } = await sendResult(admin, billId, answered(csv, said));
  await mutate(admin, 'bookDeductionResult', { resultId, idempotencyKey: 'book' }, 'booking');
  await sari.invoiceFor(pledge, ({ state }) => state === 'PARTIAL');
}, 120_000);
afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

const account = async (): Promise<unknown[]> => {
  const query = '{ ledgerBalances(startsWith: "agency:") { edges { node { amount } } } }';
  type Found = { ledgerBalances: { edges: { node: { amount: number } }[] } };
  const { ledgerBalances } = await ask<Found>(await semarang.as('bendahara'), query);
  return ledgerBalances.edges.map(({ node }) => node.amount);
};
const figures = async () => {
  const query = `{ remittanceFigures(from: "2026-12", until: "2026-12") {
    paid remitted onTheWay waiting awaitingAgencyTransfer } }`;
  const [sums] = (
    await ask<{ remittanceFigures: Record<string, number>[] }>(await semarang.as('bendahara'), query)
  ).remittanceFigures;
  expect(sums!.paid).toBe(sums!.remitted! + sums!.onTheWay! + sums!.waiting!);
  return sums!;
};
const awaited = async (): Promise<unknown[]> => {
  const query =
    '{ awaitedTransfers { edges { node { billNumber reason owed advanced months graceUntil agency { id } } } } }';
  type Found = { awaitedTransfers: { edges: { node: unknown }[] } };
  return (await ask<Found>(await semarang.as('auditor'), query)).awaitedTransfers.edges.map(
    ({ node }) => node,
  );
};
const waitingLines = async (): Promise<number> => {
  const query = `query($id: ID!) { agencyBill(id: $id) { lines { edges { node { waitingFor waitingSince } } } } }`;
  type Line = { node: { waitingFor: string | null; waitingSince: string | null } };
  const { agencyBill } = await ask<{ agencyBill: { lines: { edges: Line[] } } }>(admin, query, {
    id: billId,
  });
  const waiting = agencyBill.lines.edges.filter(({ node }) => node.waitingFor !== null);
  expect(
    waiting.every(({ node }) => node.waitingFor === 'AWAITING_AGENCY_TRANSFER' && node.waitingSince),
  ).toBe(true);
  return waiting.length;
};

test('what was deducted is paid, and waits: in no list for BPJS, and shown with its reason', async () => {
  expect(await account()).toEqual([-25_200]);
  expect(await semarang.bpjsReceipts('2026-12')).toBe(0);
  expect(await figures()).toEqual({
    ...{ paid: 25_200, remitted: 0, onTheWay: 0, waiting: 25_200, awaitingAgencyTransfer: 25_200 },
  });
  const code = semarang.city.agencies[0]?.code;
  expect(await awaited()).toEqual([
    {
      ...{ billNumber: `TAG-3374-${code}-202612`, reason: 'AWAITING_AGENCY_TRANSFER', months: 3 },
      ...{ owed: 25_200, advanced: 0, graceUntil: '2027-02-28', agency: { id: `3374:${code}` } },
    },
  ]);
  expect(await waitingLines()).toBe(3);
});

test('the database takes such a month into no list, and believes no arrival the bank has not seen', async () => {
  const line = stored(
    lindungi.house,
    `with list as (insert into billing.remittance (city_id, id, branch, through, amount, prepared_on)
       values ('3374', gen_random_uuid(), 'semarang-pemuda', '2026-12', 8400, '2026-11-22') returning id)
     insert into billing.remittance_line (city_id, id, remittance_id, invoice_id, pledge_id, donor_id, worker_id, month, amount)
     select line.city_id, gen_random_uuid(), list.id, line.invoice_id, line.pledge_id, line.donor_id,
            line.worker_id, line.month, line.amount from list, billing.agency_bill_line line limit 1`,
  );
  await expect(line).rejects.toThrow('waits for the transfer of its agency');
  const seen = stored(lindungi.house, 'update billing.deducted_payment set arrived_at = now()');
  await expect(seen).rejects.toThrow('more came for a bill than the bank has seen');
  const credit = stored(
    lindungi.house,
    `insert into billing.payment (city_id, id, provider, provider_payment_id, order_id, amount, state, paid_at, credited_from)
     select city_id, gen_random_uuid(), 'CREDIT', 'x', order_id, 1, 'SETTLED', now(), id
       from billing.payment where provider = 'PAYROLL' limit 1`,
  );
  await expect(credit).rejects.toThrow('waits for the transfer of its agency');
});

test('a transfer of a part lets go as many as it pays whole, in their turn', async () => {
  await transferred(semarang, billId, 10_000);
  expect(await account()).toEqual([-15_200]);
  expect(await waitingLines()).toBe(2);
  expect(await awaited()).toMatchObject([{ owed: 15_200, months: 2 }]);
  expect(await semarang.bpjsReceipts('2026-12')).toBe(1);
  expect(await figures()).toMatchObject({ remitted: 8_400, waiting: 16_800, awaitingAgencyTransfer: 16_800 });
  expect(await lindungi.broken()).toEqual([]);
});

test('the city may advance the rest: one person says why, another decides, and each is written down', async () => {
  const wish = { billId, reason: REASON };
  const stranger = await officerOf(semarang, admin, semarang.city.agencies[1]?.code ?? '', 60_004, [
    'TREASURER',
  ]);
  const own = await officerOf(semarang, admin, semarang.city.agencies[0]?.code ?? '', 60_005, ['TREASURER']);
  const propose = (who: Visitor, key: string, more: object = {}) =>
    refusedWith(who, 'proposeAgencyAdvance', { ...wish, ...more, idempotencyKey: key });
  expect(await propose(stranger, 'stranger')).toEqual(['NOTHING_AWAITED']);
  expect(await propose(admin, 'silent', { reason: ' ' })).toEqual(['REASON_REFUSED']);
  expect(await propose(await semarang.as('auditor'), 'auditor')).toEqual(['FORBIDDEN']);

  const input = { ...wish, idempotencyKey: 'propose' };
  const wanted = 'advance { id state amount billNumber }';
  type Made = { advance: { id: string; state: string } };
  const { advance } = await mutate<Made>(admin, 'proposeAgencyAdvance', input, wanted);
  expect(advance).toMatchObject({ state: 'PROPOSED', amount: 16_800 });
  expect(await propose(own, 'twice')).toEqual(['ADVANCE_ALREADY_PROPOSED']);
  expect(await semarang.bpjsReceipts('2026-12')).toBe(0);

  const decision = { advanceId: advance.id, approve: true };
  const decide = (who: Visitor, key: string) =>
    refusedWith(who, 'decideAgencyAdvance', { ...decision, idempotencyKey: key });
  expect(await decide(admin, 'own')).toEqual(['ADVANCE_IS_YOUR_OWN']);
  expect(await decide(own, 'treasurer')).toEqual(['FORBIDDEN']);
  const forced = stored(
    lindungi.house,
    `update billing.agency_advance set state = 'APPROVED', decided_by = proposed_by, decided_at = now()`,
  );
  await expect(forced).rejects.toThrow('four_eyes');
  expect(await decide(second, 'yes')).toEqual([]);
  expect(await decide(second, 'again')).toEqual(['ADVANCE_ALREADY_DECIDED']);
  expect(await semarang.bpjsReceipts('2026-12')).toBe(2);
  expect(await figures()).toMatchObject({ remitted: 25_200, waiting: 0, awaitingAgencyTransfer: 0 });
  expect(await awaited()).toMatchObject([{ owed: 15_200, advanced: 16_800, months: 0 }]);

  const trail = '{ billingTrail(first: 50) { edges { node { act reason } } } }';
  type Trail = { billingTrail: { edges: { node: { act: string; reason: string | null } }[] } };
  const { billingTrail } = await ask<Trail>(await semarang.as('auditor'), trail);
  const acts = billingTrail.edges.map(({ node }) => node).filter(({ act }) => act.includes('Advance'));
  expect(acts).toEqual([
    { act: 'decideAgencyAdvance', reason: null },
    { act: 'proposeAgencyAdvance', reason: REASON },
  ]);
  expect(await lindungi.broken()).toEqual([]);
});

test('seen whole, it is awaited no more', async () => {
  await transferred(semarang, billId);
  expect(await account()).toEqual([]);
  expect(await awaited()).toEqual([]);
  const query = 'query($id: ID!) { agencyBill(id: $id) { transferred } }';
  type Found = { agencyBill: { transferred: number } };
  expect((await ask<Found>(admin, query, { id: billId })).agencyBill.transferred).toBe(25_200);
});

test('and every invariant of every service holds', async () => {
  expect(await eventually(lindungi.broken, (broken) => broken.length === 0)).toEqual([]);
});
