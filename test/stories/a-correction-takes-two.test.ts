import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, eventually, mutate, type Visitor } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import type { DonorInWorld, InvoiceInWorld, PledgeInWorld } from '../support/people';
import { type World, world } from '../support/world';

const REASON = 'Bank mencatat pembayaran ini dua kali; dibatalkan menurut rekening koran.';

let lindungi: World;
let semarang: CityWorld;
let sari: DonorInWorld;
let treasurer: Visitor;
let admin: Visitor;
let pledge: PledgeInWorld;
let invoice: InvoiceInWorld;
let payment: { transaction_id: string };

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  [sari, treasurer, admin] = await Promise.all([
    semarang.donor('Bu Sari'),
    semarang.as('bendahara'),
    semarang.as('admin'),
  ]);
  const worker = await semarang.worker('Pak Budi');
  pledge = await sari.offers({ worker, firstMonth: '2026-12', months: 3 });
  invoice = await sari.invoiceFor(pledge);
  const said = lindungi.provider.notification(invoice.number, invoice.amount);
  payment = said;
  await lindungi.provider.say('3374', said);
  await sari.invoiceFor(pledge, (it) => it.state === 'PAID');
}, 90_000);
afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

interface Seen {
  correction: { id: string; state: string; decidedBy: string | null; proposedBy: string };
}
const SEEN = 'correction { id state proposedBy decidedBy }';
const propose = (who: Visitor, transactionId: string, key: string, reason = REASON) =>
  mutate<Seen>(who, 'proposeCorrection', { transactionId, reason, idempotencyKey: key }, SEEN);
const decide = (who: Visitor, correctionId: string, approve: boolean, key: string) =>
  mutate<Seen>(who, 'decideCorrection', { correctionId, approve, idempotencyKey: key }, SEEN);

/** The newest transaction of this reason. */
async function transaction(why: string): Promise<string> {
  const query = '{ ledger(first: 100) { edges { node { id why } } } }';
  const found = await ask<{ ledger: { edges: { node: { id: string; why: string } }[] } }>(treasurer, query);
  return found.ledger.edges.find(({ node }) => node.why === why)?.node.id ?? '';
}

async function balances(at?: string): Promise<Record<string, number>> {
  const query = `query($at: DateTime) { ledgerBalances(at: $at, first: 100) { edges { node { account amount } } } }`;
  const found = await ask<{ ledgerBalances: { edges: { node: { account: string; amount: number } }[] } }>(
    treasurer,
    query,
    { at: at ?? null },
  );
  return Object.fromEntries(found.ledgerBalances.edges.map(({ node }) => [node.account, node.amount]));
}

let proposed: string;
let before: string;

describe('a payment that the city says is none', () => {
  test('is proposed to be taken back by the treasurer; nothing is booked yet', async () => {
    const it = await propose(treasurer, await transaction('PAYMENT'), 'propose-1');
    expect(it.correction).toMatchObject({ state: 'PROPOSED', decidedBy: null });
    proposed = it.correction.id;
    expect(await propose(treasurer, await transaction('PAYMENT'), 'propose-1')).toEqual(it);
    expect(await balances()).toEqual({
      'provider:midtrans': -invoice.amount,
      [`held:${invoice.id}`]: invoice.amount,
    });
  });

  test.each([
    ['by who proposed it', () => decide(treasurer, proposed, true, 'own'), 'CORRECTION_IS_YOUR_OWN'],
    [
      'when it is none',
      () => decide(admin, '00000000-0000-4000-8000-000000000000', true, 'none'),
      'CORRECTION_UNKNOWN',
    ],
    ['by a donor', () => decide(sari.visitor, proposed, true, 'donor'), 'FORBIDDEN'],
  ])('cannot be decided %s', async (_, deciding, code) => {
    await expect(deciding()).rejects.toThrow(code);
  });

  test.each([
    ['twice', 'PAYMENT', 'propose-2', REASON, 'CORRECTION_ALREADY_PROPOSED'],
    [
      'with somebody’s number',
      'PAYMENT',
      'propose-3',
      'Milik NIP 197001011990010001',
      'CORRECTION_REASON_REFUSED',
    ],
    ['of what is not in the books', 'NOTHING', 'propose-4', REASON, 'TRANSACTION_UNKNOWN'],
  ])('cannot be proposed %s', async (_, why, key, reason, code) => {
    await expect(propose(admin, await transaction(why), key, reason)).rejects.toThrow(code);
  });

  test('cannot be proposed by a key that was used for something else', async () => {
    const again = propose(treasurer, await transaction('PAYMENT'), 'propose-1', `${REASON} Lagi.`);
    await expect(again).rejects.toThrow('IDEMPOTENCY_KEY_REUSED');
  });

  test('goes back when another person agrees, once, and the months are open again', async () => {
    before = new Date().toISOString();
    const answers = await Promise.allSettled([
      decide(admin, proposed, true, 'agree-1'),
      decide(admin, proposed, true, 'agree-2'),
    ]);
    expect(answers.map((it) => it.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await sari.invoiceFor(pledge, (it) => it.state !== 'PAID')).state).toBe('REVERSED');
    expect(await balances()).toEqual({});
    await expect(decide(admin, proposed, false, 'regret')).rejects.toThrow('CORRECTION_ALREADY_DECIDED');
  });

  test('and what stood in the books before can still be asked', async () => {
    expect(await balances(before)).toMatchObject({ [`held:${invoice.id}`]: invoice.amount });
    const { ledgerHead } = await ask<{ ledgerHead: { number: number; hash: string } }>(
      treasurer,
      '{ ledgerHead { number hash } }',
    );
    expect(ledgerHead).toEqual({ number: 2, hash: expect.stringMatching(/^[\da-f]{64}$/) });
  });

  test('a reversal is not for people to reverse, and the provider that says it too late changes nothing', async () => {
    const reversal = await transaction('REVERSAL');
    await expect(propose(admin, reversal, 'propose-5')).rejects.toThrow('CORRECTION_NOT_POSSIBLE');
    const refund = { ...payment, transaction_status: 'refund' } as Parameters<
      typeof lindungi.provider.say
    >[1];
    expect(await lindungi.provider.say('3374', refund)).toBe(200);
    await eventually(
      () => balances(),
      (it) => Object.keys(it).length === 0,
    );
  });
});

test('and after all this, every invariant of every service holds', async () => {
  await eventually(
    () => lindungi.broken(),
    (broken) => broken.length === 0,
  );
});
