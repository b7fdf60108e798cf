import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask, eventually, mutate } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import { lawWithRelief } from '../support/law';
import { answered, deductionFile, issuesBill, letter, promised, sendResult } from '../support/payroll';
import { watch } from '../support/watch';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let bill: { id: string; number: string; graceUntil: string };
let cursor: string;
const before = lawWithRelief({ from: '2026-04', until: '2026-12' });
const after = lawWithRelief({ from: '2026-04', until: '2027-01' });

async function itIs(day: string, law = after): Promise<void> {
  lindungi = await lindungi.goesOnAt(day, { billing: { LINDUNGI_LAW_FOLDER: law } });
  semarang = lindungi.city('3374-kota-semarang');
}

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22', environment: { billing: { LINDUNGI_LAW_FOLDER: before } } });
  semarang = lindungi.city('3374-kota-semarang');
  const sari = await semarang.donor('Bu Sari');
  await promised(sari, await semarang.worker('Pak Budi'));
  await mutate(sari.visitor, 'giveMandate', letter(), 'mandate { id }');
  const agency = `3374:${semarang.city.agencies[0]?.code}`;
  bill = await issuesBill(await semarang.as('admin'), agency, 'id number graceUntil');
}, 120_000);
afterAll(async () => {
  await lindungi?.[Symbol.asyncDispose]();
  for (const folder of [before, after]) rmSync(folder, { recursive: true, force: true });
}, 30_000);

interface Progress {
  repricingProgress: {
    law: string | null;
    done: number | null;
    waiting: number | null;
    ended: boolean | null;
    cursor: string;
  };
}

/** How far the city's invoices are re-priced, as the city's auditor watches it. */
const progress = async (since: string | null = null) =>
  watch<Progress>(
    await semarang.as('auditor'),
    'subscription($after: EventCursor) { repricingProgress(after: $after) { law done waiting ended cursor } }',
    { after: since },
  );

async function unanswered(): Promise<
  { reference: string; closedAt: string | null; reason: string | null }[]
> {
  type Seen = { code: string; reference: string; closedAt: string | null; reason: string | null };
  const query = '{ alarms(first: 50, open: false) { edges { node { code reference closedAt reason } } } }';
  const { alarms } = await ask<{ alarms: { edges: { node: Seen }[] } }>(await semarang.as('admin'), query);
  const all = alarms.edges.map(({ node }) => node);
  return all.flatMap(({ code, ...it }) => (code === 'BILL_UNANSWERED' ? [it] : []));
}

/** The sweep at the start has been, and told what it had to. */
const aMoment = () => new Promise((wait) => setTimeout(wait, 1_500));

test('before any law has changed, who watches is told that nothing was re-priced', async () => {
  const watched = await progress();
  expect((await watched.next()).repricingProgress).toMatchObject({ law: null, done: null, ended: null });
  cursor = watched.seen[0]?.repricingProgress.cursor ?? '';
  await watched.stop();
});

test('a new law waits for the agency; who watched before goes on from where they were', async () => {
  await itIs('2026-11-22');
  const watched = await progress(cursor);
  const told = await watched.until((it) => it.repricingProgress.ended === true);
  expect(told.repricingProgress).toMatchObject({
    done: 1,
    waiting: 1,
    law: expect.stringMatching(/^[\da-f]{64}$/),
  });
  await watched.stop();
  const anew = await progress();
  expect((await anew.next()).repricingProgress).toMatchObject({ done: 1, waiting: 1, ended: true });
  await anew.stop();
});

test('nobody is called on the last day of the grace, and one person on the day after, once', async () => {
  expect(bill.graceUntil).toBe('2027-02-28');
  await itIs('2027-02-28');
  await aMoment();
  expect(await unanswered()).toEqual([]);
  await itIs('2027-03-01');
  const [called] = await eventually(unanswered, (all) => all.length > 0);
  expect(called).toEqual({ reference: bill.number, closedAt: null, reason: null });
  await itIs('2027-03-01');
  await aMoment();
  expect(await unanswered()).toHaveLength(1);
});

test('answered at last, the alarm closes by itself', async () => {
  const admin = await semarang.as('admin');
  const csv = await deductionFile(admin, bill.id);
  const said = await sendResult(admin, bill.id, answered(csv, { 'SK-3374-000001': ';GAGAL;;LAINNYA' }));
  await mutate(admin, 'bookDeductionResult', { resultId: said.resultId, idempotencyKey: 'book' }, 'booking');
  const [closed] = await eventually(unanswered, ([it]) => it?.closedAt != null);
  expect(closed).toMatchObject({ reference: bill.number, reason: 'Tagihan OPD sudah dijawab.' });

  expect(await lindungi.broken()).toEqual([]);
});
