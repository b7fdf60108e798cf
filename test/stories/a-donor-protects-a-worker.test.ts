import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import type { DonorInWorld, InvoiceInWorld, PledgeInWorld, WorkerInWorld } from '../support/people';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let sari: DonorInWorld;
let budi: WorkerInWorld;

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  sari = await semarang.donor('Bu Sari');
  budi = await semarang.worker('Pak Budi', { occupation: 'PEDAGANG_SAYUR' });
}, 90_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

describe('Bu Sari protects Pak Budi for three months, and Semarang sees it', () => {
  let pledge: PledgeInWorld;
  let invoice: InvoiceInWorld;

  test('the portal is open and shows one worker, nobody sponsored, nothing paid', async () => {
    const portal = semarang.watchProgress();
    const { progress } = (await portal.next()).cityProgress;
    expect([progress.workers, progress.sponsored, progress.contributed]).toEqual([1, 0, 0]);
    await portal.stop();
  });

  test('she offers, beneficiaries reserves, and billing prices each month by its own law', async () => {
    pledge = await sari.offers({ worker: budi, firstMonth: '2026-12', months: 3 });
    invoice = await sari.invoiceFor(pledge);
    expect(invoice.months).toEqual([
      { month: '2026-12', amount: 8_400, dueOn: '2026-12-15' }, // half, by PP 50/2025
      { month: '2027-01', amount: 16_800, dueOn: '2027-01-15' },
      { month: '2027-02', amount: 16_800, dueOn: '2027-02-15' },
    ]);
    expect(invoice.amount).toBe(42_000);
    expect((await sari.sees(pledge))?.reservation?.state).toBe('RESERVED');
  });

  test('she pays; the provider says it three times, and nothing happens twice; both pages see it live', async () => {
    const portal = semarang.watchProgress();
    const page = sari.watches(pledge);
    await portal.next();
    expect((await page.next()).pledgeChanged.pledge.invoice?.state).toBe('ISSUED');

    const said = lindungi.provider.notification(invoice.number, invoice.amount);
    expect(await lindungi.provider.say('3374', said)).toBe(200);
    expect(await lindungi.provider.say('3374', said)).toBe(200);
    expect(await lindungi.provider.say('3374', said)).toBe(200);

    const paid = await page.until((it) => it.pledgeChanged.what === 'PAID');
    expect(paid.pledgeChanged.pledge.invoice).toMatchObject({
      id: invoice.id,
      amount: 42_000,
      state: 'PAID',
    });
    const seen = await portal.until((it) => it.cityProgress.progress.contributed > 0);
    expect(seen.cityProgress.progress).toMatchObject({ workers: 1, sponsored: 1, contributed: 42_000 });
    await Promise.all([portal.stop(), page.stop()]);
  });

  test('paid is not protected: BPJS does not know yet', async () => {
    expect(await semarang.coverage(budi, '2026-12-10')).toMatchObject({ covered: false });
  });

  test('the list goes out, the receipt comes back, and December is protected; January not yet', async () => {
    const page = sari.watches(pledge);
    await page.next();
    expect(await semarang.bpjsReceipts('2026-12')).toBe(1);
    await page.until((it) => it.pledgeChanged.what === 'PROTECTED');
    await page.stop();

    expect(await semarang.becomesCovered(budi, '2026-12-10')).toBe(true);
    expect(await semarang.coverage(budi, '2027-01-10')).toMatchObject({ covered: false });
    expect(await semarang.coverage(budi, '2027-03-01')).toMatchObject({ covered: false });
  });

  test('the ledger is what an accountant would sign', async () => {
    expect(await semarang.ledger()).toMatchInlineSnapshot(`
"
PAYMENT      | held 42000 | provider -42000
REMITTANCE   | bpjs 8400 | held -8400
"
`);
  });

  test('another donor cannot pledge for the same months', async () => {
    const hadi = await semarang.donor('Pak Hadi');
    const second = await hadi.offers({ worker: budi, firstMonth: '2027-01', months: 3 });
    const seen = await eventually(
      () => hadi.sees(second),
      (it) => it?.reservation?.state === 'TAKEN',
    );
    expect(seen).toMatchObject({ reservation: { reason: 'ALREADY_PLEDGED' }, invoice: null });
  });
});

test('every invariant of every service holds at the end', async () => {
  expect(await lindungi.broken()).toEqual([]);
});
