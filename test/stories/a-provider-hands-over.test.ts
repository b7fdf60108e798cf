import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, mutate, type Visitor } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import type { DonorInWorld, PledgeInWorld } from '../support/people';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let sari: DonorInWorld;
let treasurer: Visitor;
let admin: Visitor;
let pledge: PledgeInWorld;

/** Bu Sari paid 42,000 at Midtrans, for three months of Pak Budi; Midtrans has handed nothing over yet. */
beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  [treasurer, admin] = [await semarang.as('bendahara'), await semarang.as('admin')];
  sari = await semarang.donor('Bu Sari');
  pledge = await sari.offers({
    worker: await semarang.worker('Pak Budi'),
    firstMonth: '2026-12',
    months: 3,
  });
  await sari.pays(await sari.invoiceFor(pledge));
  await sari.invoiceFor(pledge, (it) => it.state === 'PAID');
}, 90_000);
afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

interface Line {
  id: string;
  state: string;
  matchedBy: string | null;
  disbursedBy: string | null;
  fee: number | null;
}
const LINES = 'statement { id lines { id state matchedBy disbursedBy fee } }';
let keys = 0;

const reaches = async (amount: number, words: string): Promise<{ id: string; line: Line }> => {
  const content = `tanggal;keterangan;debit;kredit;referensi\n22/11/2026;${words};;${amount};FT${keys}`;
  const file = { account: '1034001234', format: 'CSV', content, idempotencyKey: `bank ${keys++}` };
  type Kept = { statement: { id: string; lines: Line[] } };
  const { statement } = await mutate<Kept>(treasurer, 'importStatement', file, LINES);
  return { id: statement.id, line: statement.lines[0]! };
};
const books = (lineId: string, fee: number, by = treasurer, provider = 'MIDTRANS') =>
  mutate<{ statement: { lines: Line[] } }>(
    by,
    'bookDisbursement',
    { lineId, provider, fee, idempotencyKey: `disbursement ${keys++}` },
    LINES,
  );
const takesBack = (by: Visitor, lineId: string) =>
  mutate(
    by,
    'takeBackDisbursement',
    { lineId, reason: 'Biaya salah baca.', idempotencyKey: `back ${keys++}` },
    LINES,
  );

const balances = async (): Promise<Record<string, number>> => {
  const query = '{ ledgerBalances(first: 50) { edges { node { account amount } } } }';
  type Found = { ledgerBalances: { edges: { node: { account: string; amount: number } }[] } };
  const { ledgerBalances } = await ask<Found>(treasurer, query);
  return Object.fromEntries(
    ledgerBalances.edges.map(({ node }) => [node.account.replace(/^held:.*/, 'held'), node.amount]),
  );
};

describe('what a payment provider hands over', () => {
  let line: Line;

  test('is known by its name, and is no money anew: accepting the statement leaves it', async () => {
    const kept = await reaches(38_000, 'SETTLEMENT MIDTRANS 22 NOV');
    line = kept.line;
    expect(line).toMatchObject({
      matchedBy: 'DISBURSEMENT',
      disbursedBy: 'MIDTRANS',
      state: 'PROPOSED',
      fee: null,
    });
    const all = { statementId: kept.id, idempotencyKey: 'all' };
    expect(await mutate(treasurer, 'acceptStatementLines', all, 'accepted suspense')).toMatchObject({
      ...{ accepted: 0, suspense: 0 },
    });
    expect(await balances()).toEqual({ held: 42_000, 'provider:midtrans': -42_000 });
  });

  test.each([
    [4_001, 'MIDTRANS', 'DISBURSEMENT_TOO_LARGE'],
    [38_001, 'MIDTRANS', 'FEE_REFUSED'],
    [-1, 'MIDTRANS', 'INPUT_INVALID|RUPIAH|GRAPHQL|VARIABLE|FEE_REFUSED'],
    [0, 'PAYROLL', 'NO_DISBURSEMENT'],
  ])('with a fee of %s from %s is refused (%s), and moves nothing', async (fee, provider, code) => {
    await expect(books(line.id, fee, treasurer, provider)).rejects.toThrow(new RegExp(code));
    expect(await balances()).toEqual({ held: 42_000, 'provider:midtrans': -42_000 });
  });

  test('settles the provider with what it kept: the fee is a cost, the contribution stays whole', async () => {
    const { statement } = await books(line.id, 4_000);
    expect(statement.lines[0]).toMatchObject({ state: 'ACCEPTED', disbursedBy: 'MIDTRANS', fee: 4_000 });
    expect(await balances()).toEqual({ held: 42_000, 'provider:bank': -38_000, 'fee:midtrans': -4_000 });
    await expect(books(line.id, 0)).rejects.toThrow('STATEMENT_LINE_DECIDED');
    expect(await lindungi.broken()).toEqual([]);
  });

  test('is taken back by another than who booked it, and booked anew', async () => {
    await expect(takesBack(treasurer, line.id)).rejects.toThrow('DISBURSEMENT_IS_YOUR_OWN');
    await takesBack(admin, line.id);
    expect(await balances()).toEqual({ held: 42_000, 'provider:midtrans': -42_000 });
    await expect(takesBack(admin, line.id)).rejects.toThrow('NO_DISBURSEMENT');
    await books(line.id, 2_000);
    expect(await balances()).toMatchObject({ 'provider:midtrans': -2_000, 'fee:midtrans': -2_000 });
    expect(await lindungi.broken()).toEqual([]);
  });

  test('of another city is not there', async () => {
    const theirs = await lindungi.city('6271-kota-palangka-raya').as('bendahara');
    await expect(books(line.id, 0, theirs)).rejects.toThrow('STATEMENT_LINE_UNKNOWN');
  });
});

interface Account {
  paid: number;
  held: number;
  atBpjs: number;
  credit: number;
}
const accountOf = async (by: Visitor, at?: string): Promise<Account | null> => {
  const query = `query($id: ID!, $at: DateTime) { pledge(id: $id) { donor { account(at: $at) { paid held atBpjs credit } } } }`;
  type Found = { pledge: { donor: { account: Account | null } } | null };
  return (await ask<Found>(by, query, { id: pledge.id, at })).pledge?.donor.account ?? null;
};

describe("a donor's account", () => {
  test('says what came, what waits, what BPJS has and what is left over, at any moment', async () => {
    const before = new Date().toISOString();
    expect(await accountOf(sari.visitor)).toEqual({ paid: 42_000, held: 42_000, atBpjs: 0, credit: 0 });
    await reaches(10_000, (await sari.invoiceFor(pledge)).number).then(({ id }) =>
      mutate(treasurer, 'acceptStatementLines', { statementId: id, idempotencyKey: 'more' }, 'accepted'),
    );
    expect(await semarang.bpjsReceipts('2026-12')).toBe(1);
    const now = { paid: 52_000, held: 33_600, atBpjs: 8_400, credit: 10_000 };
    expect(await accountOf(sari.visitor)).toEqual(now);
    expect(await accountOf(admin)).toEqual(now);
    expect(await accountOf(sari.visitor, before)).toEqual({
      ...{ paid: 42_000, held: 42_000, atBpjs: 0, credit: 0 },
    });
  });

  test('is the same money as in the books', async () => {
    const { held, excess } = (await balances()) as { held: number; excess: number };
    expect({ held, excess }).toEqual({ held: 33_600, excess: 10_000 });
    expect(await lindungi.broken()).toEqual([]);
  });
});
