import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, loadSample, mutate, PEOPLE, sampleDoor, silent } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let palangka: CityWorld;

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  palangka = lindungi.city('6271-kota-palangka-raya');
  await loadSample(sampleDoor(lindungi.house, lindungi.today), silent);
}, 180_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

describe('Ngaliyan, Kota Semarang', () => {
  test('sixty cards, sixty workers, some donors with two or three', async () => {
    const { city } = await ask<{ city: { donorCount: number; progress: Record<string, number> } }>(
      await semarang.as('admin'),
      '{ city { donorCount progress { workers sponsored cards contributed } } }',
    );
    expect(city.progress).toMatchObject({ workers: 60, sponsored: 60, cards: 60 });
    expect(city.donorCount).toBe(49);
  });

  test.each([
    ['2027-04', 1_008_000, 'a month without any relief: sixty times Rp16,800'],
    ['2026-12', 504_000, 'a month in which everybody has half'],
    ['2027-01', 924_000, 'a month in which ten ojek riders still have half'],
  ])('in %s the contributions are Rp%i: %s', async (month, amount) => {
    const query =
      'query($month: YearMonth!) { city { contributions(month: $month) { month workers amount } } }';
    const { city } = await ask<{ city: { contributions: object } }>(await semarang.as('bendahara'), query, {
      month,
    });
    expect(city.contributions).toEqual({ month, workers: 60, amount });
  });

  test('the first month is protected for all sixty, and the public sees it without a name', async () => {
    const portal = semarang.watchProgress();
    const { progress } = (await portal.next()).cityProgress;
    expect(progress.months.find((it) => it.month === '2026-12')).toMatchObject({ protected: 60 });
    await portal.stop();
  });
});

interface Payouts {
  edges: { node: Record<string, unknown>; cursor: string }[];
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
}

describe('the payout of Rp206,060,400', () => {
  test('is shown as what four programmes paid, and not as what JKK and JKM pay', async () => {
    const query =
      '{ city { payoutFigures { payouts fromJkkJkm notFromJkkJkm unknown } payouts { edges { node { total fromJkkJkm notFromJkkJkm note programmes { programme amount } } } pageInfo { hasNextPage } } } }';
    const { city } = await ask<{ city: { payoutFigures: object; payouts: Payouts } }>(semarang.public, query);
    expect(city.payoutFigures).toEqual({
      payouts: 1,
      fromJkkJkm: 42_000_000,
      notFromJkkJkm: 164_060_400,
      unknown: 0,
    });
    expect(city.payouts.pageInfo).toEqual({ hasNextPage: false });
    expect(city.payouts.edges).toHaveLength(1);
    const { node } = city.payouts.edges[0]!;
    expect(node).toMatchObject({
      total: 206_060_400,
      fromJkkJkm: 42_000_000,
      notFromJkkJkm: 164_060_400,
      programmes: [
        { programme: 'JKM', amount: 42_000_000 },
        { programme: 'JHT', amount: null },
        { programme: 'JP', amount: null },
        { programme: 'BEASISWA', amount: null },
      ],
    });
    expect(node.note).toMatch(/bukan/i);
  });
});

describe('payouts that were reported on one day', () => {
  test('come page after page, the latest day first, each once', async () => {
    const admin = await semarang.as('admin');
    for (const [number, paidOn] of ['2026-10-02', '2026-10-02', '2026-10-02', '2026-09-01'].entries()) {
      const programmes = [{ programme: 'JKM', amount: 42_000_000 }];
      const input = { title: `Santunan ${number}`, paidOn, total: 42_000_000, programmes, source: 'Berita' };
      await mutate(admin, 'recordPayout', { ...input, idempotencyKey: `payout-${number}` }, 'payout { id }');
    }
    const query =
      'query($after: String) { city { payouts(first: 2, after: $after) { edges { node { paidOn title } cursor } pageInfo { hasNextPage endCursor } } } }';
    const titles: string[] = [];
    let days = '';
    let after: string | null = null;
    do {
      const { city }: { city: { payouts: Payouts } } = await ask(semarang.public, query, { after });
      titles.push(...city.payouts.edges.map((it) => String(it.node.title)));
      days += city.payouts.edges.map((it) => `${it.node.paidOn} `).join('');
      after = city.payouts.pageInfo.hasNextPage ? city.payouts.pageInfo.endCursor! : null;
    } while (after);
    expect(titles).toHaveLength(5);
    expect(new Set(titles).size).toBe(5);
    expect(days.trim().split(' ')).toEqual([...days.trim().split(' ')].sort().reverse());
  });
});

describe('Kota Palangka Raya', () => {
  test('has four thousand civil servants, whose advisory quotas give its potential', async () => {
    const query =
      '{ city { donorCount civilServants { count what } potential { workers perMonth byPost { post donors quota workers } } } }';
    const { city } = await ask<{ city: Record<string, unknown> }>(await palangka.as('admin'), query);
    expect(city).toMatchObject({
      donorCount: 4_000,
      civilServants: { count: 4_000, what: 'ASN' },
      potential: {
        workers: 4_180,
        perMonth: 4_180 * 16_800,
        byPost: expect.arrayContaining([
          { post: 'JPT_PRATAMA', donors: 30, quota: 3, workers: 90 },
          { post: 'ADMINISTRATOR', donors: 120, quota: 2, workers: 240 },
          { post: 'OTHERS', donors: 3_850, quota: 1, workers: 3_850 },
        ]),
      },
    });
  });
});

describe('the people who can be signed in as', () => {
  test.each(PEOPLE.map((it) => [`${it.city} ${it.word}`, it] as const))(
    '%s is known to the graph by role, and to the roster by NIP',
    async (_, person) => {
      const visitor = await (person.city === semarang.city.code ? semarang : palangka).as(person.word);
      const { me } = await ask<{
        me: { roles: string[]; donor: { name: string; agency: object } | null };
      }>(visitor, '{ me { roles donor { name agency { id } } } }');
      expect(me.roles).toEqual(person.roles);
      const code = person.city === semarang.city.code ? semarang.city : palangka.city;
      const agency = { id: `${code.code}:${code.agencies[0]?.code}` };
      expect(me.donor).toEqual(person.nip ? { name: person.name, agency } : null);
    },
  );

  test("the treasurer of Palangka Raya fetches a deduction file with a donor's two workers in it", async () => {
    const treasurer = await palangka.as('bendahara');
    const query = `query($agency: ID!) { treasurerMonth(agency: $agency, month: "2026-12") {
      awaiting joined bill { id lineCount file(format: CSV) { path } } } }`;
    type Month = { awaiting: number; joined: number; bill: { lineCount: number; file: { path: string } } };
    const agency = `6271:${palangka.city.agencies[0]?.code}`;
    const { treasurerMonth } = await ask<{ treasurerMonth: Month }>(treasurer, query, { agency });
    expect(treasurerMonth).toMatchObject({ awaiting: 16_800, bill: { lineCount: 2 } });
    const file = await (await fetch(treasurer.url + treasurerMonth.bill.file.path)).text();
    expect(file.trimEnd().split('\r\n').slice(1)).toEqual([
      'SK-6271-000001;Sari Lestari;****2902;Bank Kalteng;2;2026-12;16800;;;',
    ]);
  });
});

describe('three, six and twelve months without relief', () => {
  test.each([
    [3, 50_400],
    [6, 100_800],
    [12, 201_600],
  ])('%i months cost Rp%i', async (months, amount) => {
    const input = { firstMonth: '2027-04', months, sector: 'OTHER', fund: 'OWN' };
    const query =
      'query($input: PledgeQuoteInput!) { pledgeQuote(input: $input) { amount months { month } } }';
    const { pledgeQuote } = await ask<{ pledgeQuote: { amount: number; months: unknown[] } }>(
      semarang.public,
      query,
      { input },
    );
    expect([pledgeQuote.amount, pledgeQuote.months.length]).toEqual([amount, months]);
  });

  test.each([
    ['a trader, a year from November 2026', 184_800, { sector: 'OTHER', fund: 'OWN' }],
    ['an ojek rider, the same year', 159_600, { sector: 'TRANSPORT', fund: 'OWN' }],
    ['the same, paid by the city', 201_600, { sector: 'TRANSPORT', fund: 'APBD' }],
  ])('%s costs Rp%i', async (_, amount, { sector, fund }) => {
    const input = { firstMonth: '2026-11', months: 12, sector, fund };
    const query = 'query($input: PledgeQuoteInput!) { pledgeQuote(input: $input) { amount } }';
    const { pledgeQuote } = await ask<{ pledgeQuote: { amount: number } }>(palangka.public, query, { input });
    expect(pledgeQuote.amount).toBe(amount);
  });
});

test('every invariant of every service holds over the whole sample', async () => {
  expect(await lindungi.broken()).toEqual([]);
});
