import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, eventually, post } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import type { DonorInWorld, InvoiceInWorld, PledgeInWorld } from '../support/people';
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

async function invoiced(name: string): Promise<{ pledge: PledgeInWorld; invoice: InvoiceInWorld }> {
  const worker = await semarang.worker(name);
  const pledge = await sari.offers({ worker, firstMonth: '2026-12', months: 3 });
  return { pledge, invoice: await sari.invoiceFor(pledge) };
}

interface Ledger {
  ledger: {
    edges: { node: { why: string; reference: string; postings: { account: string; amount: number }[] } }[];
  };
}

async function ledger(): Promise<Ledger['ledger']['edges'][number]['node'][]> {
  const query = '{ ledger(first: 100) { edges { node { why reference postings { account amount } } } } }';
  return (await ask<Ledger>(await semarang.as('bendahara'), query)).ledger.edges.map((it) => it.node);
}

/** What stands in one kind of account, rupiah. */
async function balance(kind: string): Promise<number> {
  const postings = (await ledger()).flatMap((it) => it.postings).filter((it) => it.account.startsWith(kind));
  return postings.reduce((total, it) => total + it.amount, 0);
}

describe('a payment that is not what it says', () => {
  test('a forged call is refused, and nothing is posted', async () => {
    const { pledge, invoice } = await invoiced('Pak Ali');
    const said = lindungi.provider.notification(invoice.number, invoice.amount);
    expect(await lindungi.provider.say('3374', said, 'not-the-key')).toBe(403);
    expect((await sari.sees(pledge))?.invoice?.state).toBe('ISSUED');
    expect(await ledger()).toEqual([]);
  });

  test('too little is kept, and the months stay unpaid; the rest completes them', async () => {
    const { pledge, invoice } = await invoiced('Pak Ugi');
    await lindungi.provider.say('3374', lindungi.provider.notification(invoice.number, 20_000));
    expect((await sari.invoiceFor(pledge, (it) => it.state !== 'ISSUED')).state).toBe('PARTIAL');
    await lindungi.provider.say(
      '3374',
      lindungi.provider.notification(invoice.number, invoice.amount - 20_000),
    );
    expect((await sari.invoiceFor(pledge, (it) => it.state === 'PAID')).amount).toBe(invoice.amount);
  });

  test('the bank takes it back a minute later: the months are unpaid again, and the ledger says both', async () => {
    const { pledge, invoice } = await invoiced('Pak Edi');
    const said = lindungi.provider.notification(invoice.number, invoice.amount);
    await lindungi.provider.say('3374', said);
    await sari.invoiceFor(pledge, (it) => it.state === 'PAID');
    await lindungi.provider.say('3374', { ...said, transaction_status: 'deny', status_code: '202' });
    expect((await sari.invoiceFor(pledge, (it) => it.state !== 'PAID')).state).toBe('REVERSED');
    const theirs = (await ledger()).filter((it) => it.postings.some((p) => p.account.includes(invoice.id)));
    expect(theirs.flatMap((it) => it.postings).reduce((sum, it) => sum + it.amount, 0)).toBe(0);
    expect(theirs.length).toBeGreaterThanOrEqual(2);
  });

  test('money for a bill that nobody knows is not lost: it waits in suspense', async () => {
    const before = await balance('suspense');
    expect(
      await lindungi.provider.say('3374', lindungi.provider.notification('INV-3374-209901-999999', 16_800)),
    ).toBe(200);
    await eventually(
      () => balance('suspense'),
      (it) => Math.abs(it - before) === 16_800,
    );
  });

  test('sixteen times at once is once', async () => {
    const { pledge, invoice } = await invoiced('Pak Oto');
    const held = await balance('provider');
    const said = lindungi.provider.notification(invoice.number, invoice.amount);
    const statuses = await Promise.all(Array.from({ length: 16 }, () => lindungi.provider.say('3374', said)));
    expect(new Set(statuses)).toEqual(new Set([200]));
    await sari.invoiceFor(pledge, (it) => it.state === 'PAID');
    expect(Math.abs((await balance('provider')) - held)).toBe(invoice.amount);
  });
});

describe('a donor who changes their mind', () => {
  test('takes an unpaid offer back: the worker is free again, the bill is cancelled', async () => {
    const worker = await semarang.worker('Pak Iwan');
    const first = await sari.offers({ worker, firstMonth: '2026-12', months: 3 });
    await sari.invoiceFor(first);
    await sari.withdraws(first);
    const gone = await eventually(
      () => sari.sees(first),
      (it) => it?.invoice?.state === 'CANCELLED',
    );
    expect(gone).toMatchObject({ withdrawnAt: expect.any(String), reservation: { state: 'RELEASED' } });
    const second = await sari.offers({ worker, firstMonth: '2026-12', months: 3 });
    expect((await sari.invoiceFor(second)).amount).toBe(42_000);
  });

  test('presses the button twice, and offers once; the same key for another offer is refused', async () => {
    const worker = await semarang.worker('Pak Umar');
    const offer = { worker, firstMonth: '2026-12', months: 3, key: 'one-press-of-a-button' };
    const [first, second] = await Promise.all([sari.offers(offer), sari.offers(offer)]);
    expect(second.id).toBe(first.id);
    await expect(sari.offers({ ...offer, months: 6 })).rejects.toThrow('IDEMPOTENCY_KEY_REUSED');
  });
});

describe('a refusal', () => {
  test('is a code that stays and a sentence in the language of whoever asks', async () => {
    const worker = await semarang.worker('Pak Ito');
    const query =
      'mutation($input: OfferPledgeInput!) { offerPledge(input: $input) { pledge { id } errors { code message } } }';
    const input = { workerId: worker.id, firstMonth: '2026-12', months: 4, idempotencyKey: 'four-months' };
    const { data } = await post<{ offerPledge: { errors: { code: string; message: string }[] } }>(
      sari.visitor,
      query,
      { input },
    );
    expect(data?.offerPledge).toMatchObject({ pledge: null, errors: [{ code: 'PLEDGE_LENGTH_REFUSED' }] });
    expect(data?.offerPledge.errors[0]?.message).toMatch(/bulan/);
  });

  test('of somebody who has no part in it names no stack, SQL, path or host', async () => {
    const nobody = await post(
      semarang.public,
      '{ me { subject } ledger(first: 1) { edges { node { id } } } }',
    );
    expect(nobody.text).toMatch(/UNAUTHENTICATED/);
    expect(nobody.text).not.toMatch(/\bat \w+ \(|node_modules|select |127\.0\.0\.1|postgres/i);
  });
});

test('and after all this, every invariant of every service holds', async () => {
  expect(await lindungi.broken()).toEqual([]);
});
