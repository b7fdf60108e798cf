import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask, eventually } from '@lindungi/cli';
import { stored } from '../support/books';
import type { CityWorld } from '../support/city-world';
import { lawWithRelief } from '../support/law';
import type { DonorInWorld, InvoiceInWorld, PledgeInWorld } from '../support/people';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
const folders: string[] = [];

/** A donor with one worker; each has their own, so that what is left over of one pays nothing of another. */
interface Story {
  donor: string;
  pledge: PledgeInWorld;
  first: InvoiceInWorld;
}
let open: Story;
let partly: Story;
let paid: Story;
let sent: Story;

const lawOf = (from: string, until: string): string => {
  const folder = lawWithRelief({ from, until });
  folders.push(folder);
  return folder;
};

/** The same house, with another law in its billing. */
async function theLawBecomes(folder: string): Promise<void> {
  lindungi = await lindungi.goesOnAt('2026-11-22', { billing: { LINDUNGI_LAW_FOLDER: folder } });
  semarang = lindungi.city('3374-kota-semarang');
}

beforeAll(async () => {
  // half the price until December; January and February in full
  const environment = { billing: { LINDUNGI_LAW_FOLDER: lawOf('2026-04', '2026-12') } };
  lindungi = await world({ today: '2026-11-22', environment });
  semarang = lindungi.city('3374-kota-semarang');
  open = await pledged('Bu Terbuka');
  partly = await pledged('Bu Sebagian', 30_000);
  sent = await pledged('Bu Terkirim', 42_000);
  await semarang.bpjsReceipts('2026-12');
  paid = await pledged('Bu Lunas', 42_000);
}, 120_000);
afterAll(async () => {
  await lindungi?.[Symbol.asyncDispose]();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}, 30_000);

async function pledged(name: string, pays = 0): Promise<Story> {
  const giver: DonorInWorld = await semarang.donor(name);
  const worker = await semarang.worker(`Pekerja ${name}`);
  const pledge = await giver.offers({ worker, firstMonth: '2026-12', months: 3 });
  const first = await giver.invoiceFor(pledge);
  expect(first.months.map((it) => it.amount)).toEqual([8_400, 16_800, 16_800]);
  if (pays > 0) await comes(first.number, pays);
  if (pays > 0) await giver.invoiceFor(pledge, (it) => it.state !== 'ISSUED');
  const [row] = await stored<{ id: string }>(
    lindungi.house,
    'select donor_id as id from billing.invoice where id = $1',
    [first.id],
  );
  return { donor: row!.id, pledge, first };
}

/** Money comes at the provider, for the order of this number. */
async function comes(number: string, amount: number): Promise<void> {
  expect(await lindungi.provider.say('3374', lindungi.provider.notification(number, amount))).toBe(200);
}

interface Seen {
  number: string;
  amount: number;
  open: number;
  state: string;
  months: { month: string; amount: number; repriced: boolean; sources: string[] }[];
}

/** The invoice a pledge is paid by, as the treasurer sees it. */
async function invoiceOf({ pledge }: Story): Promise<Seen> {
  const query = `query($id: ID!) { pledge(id: $id) {
    invoice { number amount open state months { month amount repriced sources } } } }`;
  const found = await ask<{ pledge: { invoice: Seen } }>(await semarang.as('admin'), query, {
    id: pledge.id,
  });
  return found.pledge.invoice;
}

async function creditOf({ pledge }: Story): Promise<number> {
  const query = 'query($id: ID!) { pledge(id: $id) { donor { credit } } }';
  type Found = { pledge: { donor: { credit: number } } };
  return (await ask<Found>(await semarang.as('admin'), query, { id: pledge.id })).pledge.donor.credit;
}

interface Repriced {
  invoice: string;
  month: string;
  was: number;
  now: number;
  outcome: string;
}

async function left(): Promise<Repriced[]> {
  const query = `{ repricedMonths(left: true, first: 50) { edges { node { invoice month was now outcome } } } }`;
  type Found = { repricedMonths: { edges: { node: Repriced }[] } };
  const found = await ask<Found>(await semarang.as('bendahara'), query);
  return found.repricedMonths.edges.map(({ node }) => node);
}

const alarms = async (): Promise<number> =>
  (await stored(lindungi.house, `select from billing.alarm where code = 'REPRICED_AFTER_PAYMENT'`)).length;

test('a relief appears: what is open is asked for by it, and what was paid too much is credit', async () => {
  await theLawBecomes(lawOf('2026-04', '2027-01'));

  const asked = await eventually(
    () => invoiceOf(open),
    (it) => it.number !== open.first.number,
  );
  expect(asked).toMatchObject({ amount: 33_600, open: 33_600, state: 'ISSUED' });
  expect(asked.months.map((it) => it.amount)).toEqual([8_400, 8_400, 16_800]);
  expect(asked.months[1]?.sources).toContain('Peraturan rekaan untuk uji');

  // the first invoice says what it always said, and asks for nothing
  const [old] = await stored<{ amount: string; state: string; lines: string }>(
    lindungi.house,
    `select amount, state, (select sum(amount) from billing.invoice_line where invoice_id = invoice.id) as lines
       from billing.invoice where id = $1`,
    [open.first.id],
  );
  expect(old).toEqual({ amount: '42000', state: 'CANCELLED', lines: '42000' });

  // what had come in follows
  const half = await eventually(
    () => invoiceOf(partly),
    (it) => it.number !== partly.first.number,
  );
  expect(half).toMatchObject({ amount: 33_600, open: 3_600, state: 'PARTIAL' });
  expect(await creditOf(partly)).toBe(0);

  // January is paid at its new price, and the rest is hers
  await eventually(
    () => creditOf(paid),
    (it) => it === 8_400,
  );
  expect(await invoiceOf(paid)).toMatchObject({ amount: 8_400, open: 0, state: 'PAID' });
  expect(await creditOf(sent)).toBe(8_400);
  expect(await left()).toEqual([]);
  expect(await lindungi.broken()).toEqual([]);
});

test('money that comes by the old number pays the new invoice; nothing is asked twice', async () => {
  await comes(partly.first.number, 3_600);
  await eventually(
    () => invoiceOf(partly),
    (it) => it.state === 'PAID',
  );
  expect(await creditOf(partly)).toBe(0);
  expect(await lindungi.broken()).toEqual([]);
});

test('the relief ends early: what is open doubles; what is paid is not asked for again, and calls a person', async () => {
  const before = await invoiceOf(open);
  await theLawBecomes(lawOf('2026-04', '2026-11'));

  const asked = await eventually(
    () => invoiceOf(open),
    (it) => it.number !== before.number,
  );
  expect(asked).toMatchObject({ amount: 50_400, open: 50_400, state: 'ISSUED' });

  await eventually(alarms, (it) => it === 1);
  const kept = await left();
  const of = (outcome: string) =>
    kept
      .filter((it) => it.outcome === outcome)
      .map(({ month, was, now }) => `${month} ${was} ${now}`)
      .sort();
  expect([...new Set(kept.map(({ was, now }) => `${was} ${now}`))]).toEqual(['8400 16800']);
  // December of the three who had paid, one of which BPJS has; January of all three
  expect(of('WITH_BPJS')).toEqual(['2026-12 8400 16800']);
  expect(of('PAID_AND_ROSE')).toEqual([
    ...['2026-12 8400 16800', '2026-12 8400 16800'],
    ...['2027-01 8400 16800', '2027-01 8400 16800', '2027-01 8400 16800'],
  ]);
  for (const story of [partly, paid, sent]) expect(await invoiceOf(story)).toMatchObject({ open: 0 });
  expect(await creditOf(paid)).toBe(8_400);
  expect(await lindungi.broken()).toEqual([]);
});

test('the same law again changes nothing; and what is paid goes to BPJS at the price it was paid at', async () => {
  const all = () =>
    stored(lindungi.house, 'select id, amount, moved, received, state from billing.invoice order by id');
  const before = await all();
  await theLawBecomes(folders.at(-1)!);
  await eventually(
    async () => (await stored(lindungi.house, 'select from billing.repricing where ended_at is null')).length,
    (running) => running === 0,
  );
  expect(await all()).toEqual(before);
  expect(await alarms()).toBe(1);

  await semarang.bpjsReceipts('2027-02');
  expect(await lindungi.broken()).toEqual([]);
  const [row] = await stored<{ sent: number }>(
    lindungi.house,
    `select sum(amount)::int as sent from billing.remittance_line where donor_id = $1 and state = 'ACCEPTED'`,
    [paid.donor],
  );
  expect(row?.sent).toBe(8_400 + 8_400 + 16_800);
});

test('the provider takes back what had paid at the old price: all of it goes back, wherever it is now', async () => {
  const refunded = await pledged16('Bu Batal');
  await theLawBecomes(lawOf('2026-04', '2027-01'));
  await eventually(
    () => creditOf(refunded.story),
    (it) => it > 0,
  );
  expect(await lindungi.broken()).toEqual([]);
  const back = { ...refunded.payment, transaction_status: 'refund', status_code: '200' };
  expect(await lindungi.provider.say('3374', back)).toBe(200);
  await eventually(
    () => creditOf(refunded.story),
    (it) => it === 0,
  );
  const rows = await stored<{ received: number }>(
    lindungi.house,
    'select received::int from billing.invoice where pledge_id = $1 and received <> 0',
    [refunded.story.pledge.id],
  );
  expect(rows).toEqual([]);
  expect(await lindungi.broken()).toEqual([]);
});

/** Three months in full, paid: the payment is kept, so that its provider can take it back. */
async function pledged16(name: string) {
  const giver = await semarang.donor(name);
  const worker = await semarang.worker(`Pekerja ${name}`);
  const pledge = await giver.offers({ worker, firstMonth: '2026-12', months: 3 });
  const first = await giver.invoiceFor(pledge);
  expect(first.amount).toBe(50_400);
  const payment = lindungi.provider.notification(first.number, 50_400);
  expect(await lindungi.provider.say('3374', payment)).toBe(200);
  await giver.invoiceFor(pledge, (it) => it.state === 'PAID');
  return { story: { donor: '', pledge, first } satisfies Story, payment };
}
