import { describe, expect, test } from '@jest/globals';
import { type Month, month, type Rupiah, rupiah } from '@lindungi/jamsostek';
import { freed, repriced, type Standing } from './repricing.rules';

const [DECEMBER, JANUARY, FEBRUARY] = [month('2026-12'), month('2027-01'), month('2027-02')];

/** December at half the price, the others in full. */
const months = (...standings: [Standing, Standing, Standing]) => [
  { month: DECEMBER, amount: rupiah(8_400), standing: standings[0] },
  { month: JANUARY, amount: rupiah(16_800), standing: standings[1] },
  { month: FEBRUARY, amount: rupiah(16_800), standing: standings[2] },
];
const now = (...prices: [Month, number][]): ReadonlyMap<Month, Rupiah> =>
  new Map(prices.map(([at, price]) => [at, rupiah(price)]));
const nothing = { waits: false, open: [], paid: [], kept: [] };

describe('months whose law changed', () => {
  test('nothing becomes of them when they cost what they did, wherever they stand', () => {
    const same = now([DECEMBER, 8_400], [JANUARY, 16_800]);
    expect(repriced(months('OPEN', 'PAID', 'WITH_BPJS'), same)).toEqual(nothing);
    expect(repriced(months('BILLED', 'OPEN', 'OPEN'), same)).toEqual(nothing);
  });

  test('open ones move, cheaper or dearer, with all that is open: there is one invoice to pay', () => {
    const cheaper = repriced(months('OPEN', 'OPEN', 'OPEN'), now([JANUARY, 8_400]));
    expect(cheaper).toEqual({ ...nothing, open: [DECEMBER, JANUARY, FEBRUARY] });
    const dearer = repriced(months('WITH_BPJS', 'PAID', 'OPEN'), now([FEBRUARY, 33_600]));
    expect(dearer).toEqual({ ...nothing, open: [FEBRUARY] });
  });

  test('a paid one that became cheaper is paid again at its price', () => {
    const found = repriced(months('PAID', 'PAID', 'OPEN'), now([JANUARY, 8_400]));
    expect(found).toEqual({ ...nothing, paid: [JANUARY], open: [FEBRUARY] });
  });

  test('a paid one that became dearer is not asked for again, and calls a person', () => {
    const found = repriced(months('PAID', 'PAID', 'PAID'), now([DECEMBER, 16_800]));
    expect(found).toEqual({ ...nothing, kept: [{ month: DECEMBER, outcome: 'PAID_AND_ROSE' }] });
  });

  test('one that BPJS was sent stays, cheaper or dearer', () => {
    const found = repriced(
      months('WITH_BPJS', 'WITH_BPJS', 'OPEN'),
      now([DECEMBER, 16_800], [JANUARY, 8_400]),
    );
    expect(found.kept.map((it) => it.outcome)).toEqual(['WITH_BPJS', 'WITH_BPJS']);
    expect(found.open).toEqual([]);
  });

  test('while an agency is asked for one of them, all wait for its answer', () => {
    expect(repriced(months('PAID', 'BILLED', 'OPEN'), now([FEBRUARY, 8_400]))).toEqual({
      ...nothing,
      waits: true,
    });
  });
});

test('what belongs to no month that stays goes with those that move', () => {
  expect(freed(rupiah(42_000), rupiah(8_400))).toBe(33_600);
  expect(freed(rupiah(8_400), rupiah(8_400))).toBe(0);
  expect(freed(rupiah(0), rupiah(8_400))).toBe(0);
});
