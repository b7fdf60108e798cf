import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask, eventually, mutate, type Visitor } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import { officerOf, refusedWith } from '../support/payroll';
import { DonorInWorld, type PledgeInWorld, type WorkerInWorld } from '../support/people';
import { inPool } from '../support/pool';
import { officeSends } from '../support/roster';
import { type Succession, successionsSeenBy } from '../support/succession';
import { type World, world } from '../support/world';

const [JOKO, TREASURER] = [51, 52];
const THREE_MONTHS = { firstMonth: '2026-12', months: 3 };

let lindungi: World;
let semarang: CityWorld;
let admin: Visitor;
let treasurer: Visitor;
let agency: string;
let joko: DonorInWorld;
/** Pak Joko's: one receipted to its end, one paid and not receipted yet, one that nobody has paid. */
let receipted: Left;
let ahead: Left;
let unpaid: Left;

interface Left {
  worker: WorkerInWorld;
  pledge: PledgeInWorld;
}

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  await enter();
  receipted = await offered('Pak Budi');
  await pays(receipted);
  expect(await semarang.bpjsReceipts('2027-02')).toBe(3);
  await semarang.becomesCovered(receipted.worker, '2026-12-20');
  ahead = await offered('Bu Tini');
  await pays(ahead);
  unpaid = await offered('Pak Rusdi');
  await retires();
}, 120_000);
afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

/** Everybody comes in again, on whatever day it is. */
async function enter() {
  semarang = lindungi.city('3374-kota-semarang');
  admin = await semarang.as('admin');
  agency = semarang.city.agencies[0]?.code ?? '';
  treasurer = await officerOf(semarang, admin, agency, TREASURER, ['TREASURER', 'DONOR']);
  if (!joko)
    joko = new DonorInWorld('Pak Joko', await officerOf(semarang, admin, agency, JOKO, ['DONOR']), semarang);
}

async function offered(name: string): Promise<Left> {
  const worker = await semarang.worker(name);
  const pledge = await joko.offers({ worker, ...THREE_MONTHS });
  await joko.invoiceFor(pledge);
  return { worker, pledge };
}

async function pays({ pledge }: Left) {
  await joko.pays(await joko.invoiceFor(pledge));
  await joko.invoiceFor(pledge, (it) => it.state === 'PAID');
}

async function retires() {
  const sent = await officeSends(admin, [
    { number: JOKO, agency, status: 'pensiun' },
    { number: TREASURER, agency },
  ]);
  expect(sent).toMatchObject({ state: 'APPLIED', plan: { leavers: 1, pledges: 3 } });
}

const successionOf = async ({ pledge }: Left): Promise<Succession | undefined> =>
  (await successionsSeenBy(treasurer)).find((it) => it.pledge.id === pledge.id);

/** What was done about a succession, and by whom: null is the house. */
async function deedsOf(left: Left): Promise<{ act: string; byHouse: boolean }[]> {
  const query = `query($object: ID!) { donorsTrail(object: $object) { edges { node { act subject } } } }`;
  type Found = { donorsTrail: { edges: { node: { act: string; subject: string | null } }[] } };
  const object = (await successionOf(left))?.id;
  const { donorsTrail } = await ask<Found>(await semarang.as('auditor'), query, { object });
  return donorsTrail.edges.map(({ node }) => ({ act: node.act, byHouse: node.subject === null }));
}

test('until its day is over, the house leaves a succession to people', async () => {
  for (const left of [receipted, ahead, unpaid]) expect((await successionOf(left))?.state).toBe('OPEN');
});

test('a worker who is paid ahead goes to the pool when BPJS has receipted, and the succession stays open until then', async () => {
  const { id } = (await successionOf(ahead))!;
  const input = { successionId: id, idempotencyKey: 'pool-ahead' };
  await mutate(treasurer, 'poolSuccession', input, 'succession { state }');
  expect(await successionOf(ahead)).toMatchObject({ state: 'OPEN', outcome: null, waitsForReceipt: true });
  expect(await refusedWith(treasurer, 'poolSuccession', { ...input, idempotencyKey: 'again' })).toEqual([
    'PLEDGE_ALREADY_WITHDRAWN',
  ]);
  lindungi = await lindungi.goesOnAt('2026-12-15');
  await enter();
  expect(await semarang.bpjsReceipts('2027-02')).toBe(3);
  await semarang.becomesCovered(ahead.worker, '2026-12-20');
  expect((await successionOf(unpaid))?.state).toBe('OPEN'); // its last day
  expect(await inPool(treasurer)).toEqual([]);
}, 120_000);

test('the day after its last day what nobody paid is let go by the house, which leaves a deed', async () => {
  lindungi = await lindungi.goesOnAt('2026-12-16');
  await enter();
  for (const left of [unpaid, ahead]) {
    await eventually(
      () => successionOf(left),
      (it) => it?.state === 'ENDED',
    );
    expect(await successionOf(left)).toMatchObject({
      outcome: 'POOLED',
      waitsForReceipt: false,
      openMonths: [],
    });
  }
  expect((await deedsOf(unpaid)).map((it) => [it.act, it.byHouse]).sort()).toEqual([
    ['letGoOfPledge', true],
    ['poolSuccession', true],
  ]);
  expect((await deedsOf(ahead)).map((it) => [it.act, it.byHouse]).sort()).toEqual([
    ['letGoOfPledge', false],
    ['poolSuccession', true],
  ]);
  await eventually(
    () => inPool(treasurer),
    (workers) => workers.includes(ahead.worker.id),
  );
  const other = await semarang.donor('Pak Hadi');
  const taken = await other.offers({ worker: unpaid.worker, firstMonth: '2027-01', months: 3 });
  expect((await other.invoiceFor(taken)).state).toBe('ISSUED');
  expect((await successionOf(receipted))?.state).toBe('OPEN');
}, 120_000);

test('what is receipted to its end goes to the pool when the month after it is due', async () => {
  lindungi = await lindungi.goesOnAt('2027-03-16');
  await enter();
  await eventually(
    () => successionOf(receipted),
    (it) => it?.outcome === 'POOLED',
  );
  await eventually(
    () => inPool(treasurer),
    (workers) => workers.includes(receipted.worker.id),
  );
  expect(await lindungi.broken()).toEqual([]);
}, 120_000);
