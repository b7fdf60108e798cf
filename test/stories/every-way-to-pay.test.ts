import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, eventually, type Paying } from '@lindungi/cli';
import { stored } from '../support/books';
import type { CityWorld } from '../support/city-world';
import type { DonorInWorld, InvoiceInWorld, PledgeInWorld } from '../support/people';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let sari: DonorInWorld;

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
}, 90_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

/** December at half the price, January and February in full: 42 000. Asked of a Bu Sari who has paid nothing too much. */
async function invoiced(name: string): Promise<{ pledge: PledgeInWorld; invoice: InvoiceInWorld }> {
  sari = await semarang.donor('Bu Sari');
  const worker = await semarang.worker(name);
  const pledge = await sari.offers({ worker, firstMonth: '2026-12', months: 3 });
  return { pledge, invoice: await sari.invoiceFor(pledge) };
}

const becomes = (pledge: PledgeInWorld, state: string) => sari.invoiceFor(pledge, (it) => it.state === state);

/** What the bank was answered, each time it told of it. */
async function pays(invoice: InvoiceInWorld, paying: Paying): Promise<number[]> {
  return (await lindungi.bank.pay(invoice.number, paying)).calls.map((it) => it.status);
}

/** Movements of an order's money, oldest first, as `why account amount`. */
async function movements(order: string): Promise<string[]> {
  const rows = await stored<{ line: string }>(
    lindungi.house,
    `select it.why || ' ' || split_part(posting.account, ':', 1) || ' ' || posting.amount as line
       from billing.ledger_transaction it
       join billing.posting on posting.city_id = it.city_id and posting.transaction_id = it.id
      where it.reference = $1 order by it.at, it.id, posting.line`,
    [order],
  );
  return rows.map(({ line }) => line);
}

const noticesOf = (order: string) =>
  stored<{ state: string; outcome: string }>(
    lindungi.house,
    'select state, outcome from billing.notice where order_id = $1 order by received_at, id',
    [order],
  );

const ONCE = ['PAYMENT provider -42000', 'PAYMENT held 42000'];

describe.each(['MIDTRANS', 'XENDIT', 'DOKU', 'SNAP'] as const)('%s', (provider) => {
  test('takes the money, and the invoice is paid', async () => {
    const { pledge, invoice } = await invoiced(`Pak ${provider}`);
    expect(await pays(invoice, { provider })).toEqual([200]);
    await becomes(pledge, 'PAID');
    expect(await movements(invoice.number)).toEqual(ONCE);
  });

  test('tells it late, twice and in the wrong order: it is paid once', async () => {
    const { pledge, invoice } = await invoiced(`Bu ${provider}`);
    expect(await pays(invoice, { provider, late: 1, twice: true, disorder: true })).toEqual([
      200, 200, 200, 200,
    ]);
    await becomes(pledge, 'PAID');
    await eventually(
      () => noticesOf(invoice.number),
      (all) => all.length === 2 && all.every((it) => it.state === 'WORKED'),
    );
    expect(await movements(invoice.number)).toEqual(ONCE);
  });

  test('tells of too little, then of too much: the rest is owed, what is over is the donor’s', async () => {
    const { pledge, invoice } = await invoiced(`Mas ${provider}`);
    await pays(invoice, { provider, amount: 8_400 });
    await becomes(pledge, 'PARTIAL');
    await pays(invoice, { provider, amount: 40_000 });
    await becomes(pledge, 'PAID');
    expect(await movements(invoice.number)).toEqual([
      'PAYMENT provider -8400',
      'PAYMENT held 8400',
      'PAYMENT provider -40000',
      'PAYMENT held 33600',
      'PAYMENT excess 6400',
    ]);
  });
});

test('the invoice says every way to pay it, and the number of its account at a bank', async () => {
  const { invoice } = await invoiced('Pak Cara');
  const query = 'query($id: ID!) { invoice(id: $id) { waysToPay { provider orderId customerNo } } }';
  const { number: orderId } = invoice;
  expect(await ask(sari.visitor, query, { id: invoice.id })).toEqual({
    invoice: {
      waysToPay: ['MIDTRANS', 'XENDIT', 'DOKU', 'SNAP'].map((provider) => ({
        provider,
        orderId,
        customerNo: provider === 'SNAP' ? orderId.replace(/\D/g, '') : null,
      })),
    },
  });
});

describe('a settlement denied a minute later', () => {
  test.each(['MIDTRANS', 'DOKU', 'SNAP'] as const)(
    'by %s: it is owed again, and the books say both',
    async (provider) => {
      const { pledge, invoice } = await invoiced(`Pak Batal ${provider}`);
      expect(await pays(invoice, { provider, back: true })).toEqual([200, 200]);
      await becomes(pledge, 'REVERSED');
      expect(await movements(invoice.number)).toEqual([
        ...ONCE,
        'REVERSAL provider 42000',
        'REVERSAL held -42000',
      ]);
      await pays(invoice, { provider: 'SNAP' });
      await becomes(pledge, 'PAID');
    },
  );
});

test('money that arrives after a cancel stays the donor’s, with an alarm, and cancels nothing back', async () => {
  const { pledge, invoice } = await invoiced('Pak Mundur');
  await sari.withdraws(pledge);
  await becomes(pledge, 'CANCELLED');
  await expect(lindungi.bank.pay(invoice.number, { provider: 'SNAP' })).rejects.toThrow(/Invalid Bill/);
  expect(await pays(invoice, { provider: 'DOKU', amount: 42_000 })).toEqual([200]);
  await eventually(
    () => movements(invoice.number),
    (all) => all.includes('PAYMENT excess 42000'),
  );
  expect((await sari.sees(pledge))?.invoice?.state).toBe('CANCELLED');
  const alarms = 'select code from billing.alarm where reference = $1';
  expect(await stored(lindungi.house, alarms, [invoice.number])).toEqual([{ code: 'PAID_TOO_MUCH' }]);
});

test('who knows Xendit’s token alone cannot pay: Xendit is asked, and when it bears it out later it is booked', async () => {
  const { pledge, invoice } = await invoiced('Pak Token');
  const { number: order, amount } = invoice;
  const payment = { id: 'made-up', order, amount, stage: 'PAID' as const, at: new Date().toISOString() };
  expect((await lindungi.bank.tell('XENDIT', payment)).status).toBe(200);
  await eventually(
    () => noticesOf(order),
    ([it]) => it?.state === 'ASKING' && it.outcome === 'PROVIDER_KNOWS_NOT',
  );
  expect((await sari.sees(pledge))?.invoice?.state).toBe('ISSUED');

  lindungi.bank.remember({ ...payment, stage: 'PENDING' });
  await eventually(
    () => noticesOf(order),
    ([it]) => it?.outcome === 'PROVIDER_SAYS_OTHERWISE',
  );
  expect(await movements(order)).toEqual([]);

  // an hour of asking, in a moment: then a person must look, unless it is said again
  await stored(
    lindungi.house,
    "update billing.notice set attempts = 11, work_after = now() where order_id = $1 and state = 'ASKING'",
    [order],
  );
  await eventually(
    () => noticesOf(order),
    ([it]) => it?.state === 'PARKED' && it.outcome === 'PROVIDER_SAYS_OTHERWISE',
  );
  const alarms = "select code from billing.alarm where reference = 'made-up/PAID'";
  expect(await stored(lindungi.house, alarms)).toEqual([{ code: 'NOTICE_PARKED' }]);

  lindungi.bank.remember(payment);
  expect((await lindungi.bank.tell('XENDIT', payment)).status).toBe(200);
  await becomes(pledge, 'PAID');
  expect(await movements(order)).toEqual(ONCE);
});

test('and after all this, every invariant of every service holds', async () => {
  expect(await lindungi.broken()).toEqual([]);
});
