import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, eventually, mutate, post, type Visitor } from '@lindungi/cli';
import { stored } from '../support/books';
import type { CityWorld } from '../support/city-world';
import type { DonorInWorld, PledgeInWorld, WorkerInWorld } from '../support/people';
import { type World, world } from '../support/world';

let lindungi: World;
let palangkaRaya: CityWorld;
let sari: DonorInWorld;
let hadi: DonorInWorld;
let worker: WorkerInWorld;
let taken: PledgeInWorld;

/** Ends this day, and begins another: the same city, the same people, other clocks. */
async function goOnAt(day: string): Promise<void> {
  lindungi = await lindungi.goesOnAt(day);
  palangkaRaya = lindungi.city('6271-kota-palangka-raya');
  for (const donor of [sari, hadi]) donor.visitor.url = lindungi.house.urls.gateway;
}

const pays = async (donor: DonorInWorld, pledge: PledgeInWorld): Promise<void> => {
  const { number, amount } = await donor.invoiceFor(pledge);
  expect(await lindungi.provider.say('6271', lindungi.provider.notification(number, amount))).toBe(200);
  await donor.invoiceFor(pledge, (it) => it.state === 'PAID');
};

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-10' });
  palangkaRaya = lindungi.city('6271-kota-palangka-raya');
  sari = await palangkaRaya.donor('Bu Sari');
  hadi = await palangkaRaya.donor('Pak Hadi');
  worker = await palangkaRaya.worker('Pak Budi'); // in the first kecamatan, the sample officer's own
  const november = await sari.offers({ worker, firstMonth: '2026-11', months: 1 });
  await pays(sari, november);
  expect(await palangkaRaya.bpjsReceipts('2026-11')).toBe(1);
}, 90_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

interface Countdown {
  coveredThrough: string;
  coverEndsOn: string;
  graceEndsOn: string;
  day: number;
  state: string;
  reminder: number | null;
  owed: { month: string; amount: number; dueOn: string; pledgeId: string }[];
}

const COUNTDOWN =
  'coveredThrough coverEndsOn graceEndsOn day state reminder owed { month amount dueOn pledgeId }';

async function countdowns(of: Visitor): Promise<Countdown[]> {
  const query = `{ lapseCountdowns(first: 10) { edges { node { ${COUNTDOWN} } } } }`;
  type Found = { lapseCountdowns: { edges: { node: Countdown }[] } };
  return (await ask<Found>(of, query)).lapseCountdowns.edges.map(({ node }) => node);
}

interface Offer {
  workerId: string;
  kecamatan: string;
  sector: string;
  coveredThrough: string;
}

async function pool(of: Visitor): Promise<Offer[]> {
  const query = '{ pool(first: 10) { edges { node { workerId kecamatan sector coveredThrough } } } }';
  return (await ask<{ pool: { edges: { node: Offer }[] } }>(of, query)).pool.edges.map(({ node }) => node);
}

let keys = 0;
const handsOn = (by: Visitor) =>
  mutate<{ offer: { id: string } }>(
    by,
    'offerToPool',
    { workerId: worker.id, idempotencyKey: `pool ${keys++}` },
    'offer { id }',
  );

/** What was told of covers that ended, as the outbox has it. */
async function told(): Promise<{ day: number; workerId: string }[]> {
  const query = `select body from billing.outbox where name = 'billing.lapse-near' order by id`;
  const rows = await stored<{ body: { day: number; workerId: string } }>(lindungi.house, query);
  return rows.map(({ body }) => body);
}

test('in the last month of cover the countdown is shown, and nobody is told yet', async () => {
  const [only] = await countdowns(sari.visitor);
  expect(only).toMatchObject({ state: 'ENDING', day: -21, coverEndsOn: '2026-11-30', reminder: null });
  expect(await told()).toEqual([]);
});

describe('a month after cover ended', () => {
  beforeAll(() => goOnAt('2026-12-31'), 60_000);

  test('donor, treasurer and officer see the same; another donor and another city nothing', async () => {
    const seen = await countdowns(sari.visitor);
    expect(seen).toEqual([
      {
        ...{ coveredThrough: '2026-11', coverEndsOn: '2026-11-30', graceEndsOn: '2027-02-28' },
        ...{ day: 30, state: 'IN_ARREARS', reminder: 30, owed: [] },
      },
    ]);
    for (const word of ['bendahara', 'camat', 'admin']) {
      expect(await countdowns(await palangkaRaya.as(word))).toEqual(seen);
    }
    expect(await countdowns(hadi.visitor)).toEqual([]);
    expect(await countdowns(await lindungi.city('3374-kota-semarang').as('bendahara'))).toEqual([]);
    const { errors } = await post(palangkaRaya.public, '{ lapseCountdowns(first: 1) { edges { cursor } } }');
    expect(errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });

  test('is told once, of the day that has come and not of those before it', async () => {
    const said = await eventually(told, (it) => it.length > 0);
    expect(said).toMatchObject([{ day: 30, workerId: worker.id }]);
  });

  test('and not again when everything is started anew on that day', async () => {
    await goOnAt('2026-12-31');
    await new Promise((wait) => setTimeout(wait, 1_500)); // the sweep at the start has long been
    expect(await told()).toHaveLength(1);
  }, 60_000);

  test('only who answers for the worker may look for another donor', async () => {
    await expect(handsOn(hadi.visitor)).rejects.toThrow('POOL_WORKER_UNKNOWN');
    await expect(handsOn(await lindungi.city('3374-kota-semarang').as('admin'))).rejects.toThrow(
      'POOL_WORKER_UNKNOWN',
    );
    const { offer } = await handsOn(sari.visitor);
    expect((await handsOn(await palangkaRaya.as('camat'))).offer).toEqual(offer);
  });

  test('another donor finds where and what work, not who; and takes the worker by a pledge like any other', async () => {
    expect(await pool(hadi.visitor)).toEqual([
      {
        ...{ workerId: worker.id, sector: 'OTHER', coveredThrough: '2026-11' },
        kecamatan: palangkaRaya.city.kecamatan[0]?.code,
      },
    ]);
    taken = await hadi.offers({ worker, firstMonth: '2026-12', months: 3 });
    await hadi.invoiceFor(taken);
    expect(await pool(sari.visitor)).toEqual([]);
    const [seen] = await countdowns(hadi.visitor);
    expect(seen?.owed.map(({ month, pledgeId }) => [month, pledgeId])).toEqual(
      ['2026-12', '2027-01', '2027-02'].map((month) => [month, taken.id]),
    );
    await expect(handsOn(sari.visitor)).rejects.toThrow('POOL_PLEDGE_OPEN');
  });

  test('once paid it is on its way, and when BPJS receipts it the countdown begins anew', async () => {
    await pays(hadi, taken);
    expect(await countdowns(sari.visitor)).toMatchObject([{ state: 'ON_ITS_WAY', reminder: null, owed: [] }]);
    expect(await palangkaRaya.bpjsReceipts('2026-12')).toBe(1);
    expect(await countdowns(hadi.visitor)).toMatchObject([
      { coveredThrough: '2026-12', state: 'ENDING', day: -1 },
    ]);
  });

  test('every invariant of every service holds', async () => {
    expect(await lindungi.broken()).toEqual([]);
  });
});
