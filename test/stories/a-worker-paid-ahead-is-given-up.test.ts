import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask, eventually, mutate } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import type { DonorInWorld, PledgeInWorld, WorkerInWorld } from '../support/people';
import { inPool } from '../support/pool';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let wati: DonorInWorld;
let budi: WorkerInWorld;
/** Paid and receipted for its first month, paid for two more; and what follows it, unpaid. */
let paid: PledgeInWorld;
let next: PledgeInWorld;
/** Of another worker: given up, and paid in the same moment. */
let tini: WorkerInWorld;
let late: PledgeInWorld;

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  wati = await semarang.donor('Bu Wati');
  budi = await semarang.worker('Pak Budi');
  tini = await semarang.worker('Bu Tini');
  paid = await wati.offers({ worker: budi, firstMonth: '2026-12', months: 3 });
  await wati.pays(await wati.invoiceFor(paid));
  await wati.invoiceFor(paid, ({ state }) => state === 'PAID');
  expect(await semarang.bpjsReceipts('2026-12')).toBe(1);
  await semarang.becomesCovered(budi, '2026-12-20');
  next = await wati.offers({ worker: budi, firstMonth: '2027-03', months: 3 });
  await wati.invoiceFor(next);
}, 120_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

async function waits({ id }: PledgeInWorld): Promise<boolean | undefined> {
  const query = 'query($id: ID!) { pledge(id: $id) { waitsForReceipt } }';
  type Found = { pledge: { waitsForReceipt: boolean } | null };
  return (await ask<Found>(wati.visitor, query, { id })).pledge?.waitsForReceipt;
}

test('Bu Wati gives up what follows while January is paid and not receipted: she is told that it waits', async () => {
  expect(await waits(next)).toBe(false);
  const input = { pledgeId: next.id, idempotencyKey: 'pool' };
  type Given = { pledge: { withdrawnAt: string | null; waitsForReceipt: boolean } };
  const answer = await mutate<Given>(
    wati.visitor,
    'givePledgeToPool',
    input,
    'pledge { withdrawnAt waitsForReceipt }',
  );
  expect(answer.pledge).toMatchObject({ withdrawnAt: expect.any(String), waitsForReceipt: true });
  expect(await waits(paid)).toBe(false);
});

test('what she had not paid is anybody’s at once', async () => {
  await wati.invoiceFor(next, ({ state }) => state === 'CANCELLED');
  expect(await inPool(wati.visitor)).toEqual([]);
});

test('money that comes in the moment she gives up is receipted first, too', async () => {
  const before = await wati.offers({ worker: tini, firstMonth: '2026-12', months: 3 });
  await wati.pays(await wati.invoiceFor(before));
  await wati.invoiceFor(before, ({ state }) => state === 'PAID');
  expect(await semarang.bpjsReceipts('2027-02')).toBe(5); // and Pak Budi's
  await semarang.becomesCovered(tini, '2027-02-20');
  late = await wati.offers({ worker: tini, firstMonth: '2027-03', months: 3 });
  const invoice = await wati.invoiceFor(late);
  const keeper = lindungi.house.pid('beneficiaries') ?? 0;
  process.kill(keeper, 'SIGSTOP'); // nothing is freed while she gives up, and pays all the same
  await mutate(
    wati.visitor,
    'givePledgeToPool',
    { pledgeId: late.id, idempotencyKey: 'late' },
    'pledge { id }',
  );
  await wati.pays(invoice);
  process.kill(keeper, 'SIGCONT');
  await wati.invoiceFor(late, ({ state }) => state === 'PAID');
  await eventually(
    () => waits(late),
    (it) => it === true,
  );
});

test('when BPJS has receipted what is paid, another donor is looked for, by the house’s own deed', async () => {
  // her months were freed, and are hers again: billing lists them once it has heard both
  await eventually(
    () => semarang.bpjsReceipts('2027-05'),
    (lines) => lines === 3,
  );
  await semarang.becomesCovered(tini, '2027-05-20');
  lindungi = await lindungi.goesOnAt('2026-12-01');
  semarang = lindungi.city('3374-kota-semarang');
  wati.visitor.url = lindungi.house.urls.gateway;
  for (const pledge of [next, late]) {
    await eventually(
      () => waits(pledge),
      (it) => it === false,
    );
  }
  await eventually(
    () => inPool(wati.visitor),
    (workers) => workers.includes(budi.id) && workers.includes(tini.id),
  );
  const query = 'query($id: ID!) { donorsTrail(object: $id) { edges { node { act subject } } } }';
  type Found = { donorsTrail: { edges: { node: { act: string; subject: string | null } }[] } };
  const { donorsTrail } = await ask<Found>(await semarang.as('auditor'), query, { id: next.id });
  const deeds = donorsTrail.edges.map(({ node }) => [node.act, node.subject === null]);
  expect(deeds).toContainEqual(['givePledgeToPool', false]);
  expect(deeds).toContainEqual(['leaveWaiting', true]);
  expect(await lindungi.broken()).toEqual([]);
}, 120_000);
