import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask, eventually, mutate } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import type { DonorInWorld, PledgeInWorld, WorkerInWorld } from '../support/people';
import { inPool } from '../support/pool';
import { asksAbout, departs } from '../support/privacy';
import { storedBy } from '../support/tables';
import { type World, world } from '../support/world';

/** Longer than an event that fails is tried again, before it is put aside until the next start. */
const CHANCES_MS = 7_000;

let lindungi: World;
let semarang: CityWorld;
let wati: DonorInWorld;

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  wati = await semarang.donor('Bu Wati');
}, 120_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

/** A worker whom Bu Wati has protected for three months, and everybody knows. */
async function covered(name: string): Promise<WorkerInWorld> {
  const worker = await semarang.worker(name);
  const first = await wati.offers({ worker, firstMonth: '2026-12', months: 3 });
  await wati.pays(await wati.invoiceFor(first));
  await wati.invoiceFor(first, ({ state }) => state === 'PAID');
  expect(await semarang.bpjsReceipts('2027-02')).toBe(3);
  await eventually(
    () => protectedUntil(first),
    (day) => day === '2027-02-28',
  );
  return worker;
}

async function protectedUntil({ id }: PledgeInWorld): Promise<string | null> {
  const query = 'query($id: ID!) { pledge(id: $id) { protectedUntil } }';
  return (await ask<{ pledge: { protectedUntil: string | null } }>(wati.visitor, query, { id })).pledge
    .protectedUntil;
}

const follows = (worker: WorkerInWorld) => wati.offers({ worker, firstMonth: '2027-03', months: 3 });

async function gives({ id: pledgeId }: PledgeInWorld): Promise<void> {
  const input = { pledgeId, idempotencyKey: `pool-${pledgeId}` };
  type Given = { pledge: { waitsForReceipt: boolean } };
  const { pledge } = await mutate<Given>(
    wati.visitor,
    'givePledgeToPool',
    input,
    'pledge { waitsForReceipt }',
  );
  expect(pledge.waitsForReceipt).toBe(false);
}

/** What follows the worker's cover is given up after its months were reserved. */
async function givesReserved(worker: WorkerInWorld): Promise<void> {
  const pledge = await follows(worker);
  await wati.invoiceFor(pledge);
  await gives(pledge);
}

const isInPool = ({ id }: WorkerInWorld) =>
  eventually(
    () => inPool(wati.visitor),
    (workers) => workers.includes(id),
  );

/** Beneficiaries stands still meanwhile: no month is reserved, none is freed. */
async function whileTheKeeperSleeps(deed: () => Promise<void>): Promise<void> {
  const keeper = lindungi.house.pid('beneficiaries') ?? 0;
  process.kill(keeper, 'SIGSTOP');
  try {
    await deed();
  } finally {
    process.kill(keeper, 'SIGCONT');
  }
}

test('any donor of the city may go on with the worker', async () => {
  const worker = await covered('Bu Marni');
  await givesReserved(worker);
  await isInPool(worker);
});

test('a worker is looked after however long it takes to free their months', async () => {
  const worker = await covered('Pak Darto');
  const pledge = await follows(worker);
  await wati.invoiceFor(pledge);
  await whileTheKeeperSleeps(async () => {
    await gives(pledge);
    await wait(CHANCES_MS);
    expect(await inPool(wati.visitor)).not.toContain(worker.id);
  });
  await isInPool(worker);
}, 60_000);

test('a pledge that is given up before its months are reserved takes nobody out of the pool', async () => {
  const worker = await covered('Bu Lastri');
  let pledge: PledgeInWorld | undefined;
  await whileTheKeeperSleeps(async () => {
    pledge = await follows(worker);
    await gives(pledge);
    await isInPool(worker);
  });
  // Reserved and freed one after the other, when both are heard.
  await wati.invoiceFor(pledge!, ({ state }) => state === 'CANCELLED');
  expect(await inPool(wati.visitor)).toContain(worker.id);
});

test('of whom all data were erased no pledge is remembered', async () => {
  const worker = await covered('Pak Juki');
  await givesReserved(worker);
  await isInPool(worker);
  const remembered = () =>
    storedBy('billing', lindungi.house, 'select from billing.given_up where worker_id = $1', [worker.id]);
  expect(await remembered()).toHaveLength(1);
  const admin = await semarang.as('admin');
  const { id } = await asksAbout(admin, worker.id, 'ERASURE');
  expect(await departs(admin, 'eraseWorker', id)).toMatchObject({ freed: [], waits: false });
  await eventually(remembered, (rows) => rows.length === 0);
  expect(await inPool(wati.visitor)).not.toContain(worker.id);
});

test('nothing that must hold is broken by it', async () => {
  expect(await lindungi.broken()).toEqual([]);
});
