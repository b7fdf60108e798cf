import { describe, expect, test } from '@jest/globals';
import { benefitCatalogue } from './catalogue';
import { monthsFrom } from './month';
import { readLaw } from './read-law';
import { monthsInRow, scholarshipByJkm, scholarshipOf } from './scholarship';

const law = readLaw();
const on = '2026-11-22';

describe('a scholarship', () => {
  test.each([
    ['kindergarten', 1_500_000],
    ['primary', 1_500_000],
    ['lowerSecondary', 2_000_000],
    ['upperSecondary', 3_000_000],
    ['university', 12_000_000],
  ] as const)('gives a child at %s Rp%i this year', (level, thisYear) => {
    expect(scholarshipOf(law, { birth: '2012-01-01', level, year: 1 }, on).thisYear).toBe(thisYear);
  });

  test('from the first year of kindergarten is Rp87 000 000 at most, over nineteen years', () => {
    expect(scholarshipOf(law, { birth: '2022-05-01', level: 'kindergarten', year: 1 }, on)).toMatchObject({
      atMost: 87_000_000,
      years: 19,
    });
  });

  test('counts only the years that are left of a level', () => {
    expect(scholarshipOf(law, { birth: '2010-01-01', level: 'upperSecondary', year: 3 }, on)).toMatchObject({
      thisYear: 3_000_000,
      atMost: 63_000_000,
      years: 6,
    });
    expect(scholarshipOf(law, { birth: '2010-01-01', level: 'university', year: 6 }, on)).toMatchObject({
      thisYear: 0,
      atMost: 0,
    });
  });

  test.each([
    ['on the day before the 23rd birthday', '2003-11-23', 12_000_000],
    ['on the 23rd birthday', '2003-11-22', 0],
  ] as const)('%s', (_, birth, thisYear) => {
    const given = scholarshipOf(law, { birth, level: 'university', year: 2 }, on);
    expect(given).toMatchObject({ thisYear, atMost: thisYear });
  });

  test.each([
    [35, false],
    [36, true],
  ])('of JKM after %i months in a row is open: %s', (count, open) => {
    const protectedMonths = monthsFrom('2026-01', count);
    const last = protectedMonths.at(-1)!;
    expect(scholarshipByJkm(law, { protectedMonths, diedOn: `${last}-15` as '2026-01-15' })).toEqual({
      open,
      months: count,
      needed: 36,
    });
  });

  test('of JKM begins to count anew after a gap', () => {
    const protectedMonths = [...monthsFrom('2023-01', 35), ...monthsFrom('2026-01', 2)];
    expect(monthsInRow(protectedMonths, '2026-02')).toBe(2);
    expect(monthsInRow(protectedMonths, '2026-03')).toBe(0);
  });
});

describe('the catalogue', () => {
  const codesAt = (at: typeof on | '2019-12-01' | '2024-12-31' | '2025-01-01') =>
    benefitCatalogue(law, at).map(({ code }) => code);

  test('has every number of the law once, with its source', () => {
    const lines = benefitCatalogue(law, on);
    expect(lines).toHaveLength(44);
    expect(new Set(lines.map((it) => it.code)).size).toBe(44);
    expect(lines.filter((it) => it.source === '' || it.verifiedBy === '')).toEqual([]);
    expect(lines.find((it) => it.code === 'JKM_LUMP_SUM')).toMatchObject({
      value: 20_000_000,
      unit: 'rupiah',
      from: '2019-12-02',
    });
  });

  test('knows the waiting months from the day they were made law', () => {
    expect(codesAt('2024-12-31')).not.toContain('JKM_WAITING_MONTHS');
    expect(codesAt('2025-01-01')).toContain('JKM_WAITING_MONTHS');
  });

  test('has no benefit before the law at hand', () => {
    expect(codesAt('2019-12-01').filter((it) => !it.startsWith('DEADLINE_'))).toEqual([]);
  });

  test('says until when a number stands that another follows', () => {
    const { lumpSum } = law.jkm;
    const later = { from: '2027-07-01', value: 24_000_000, source: 'a thought' } as never;
    const changed = {
      ...law,
      jkm: { ...law.jkm, lumpSum: { ...lumpSum, values: [...lumpSum.values, later] } },
    };
    const standing = (at: '2027-06-30' | '2027-07-01') =>
      benefitCatalogue(changed, at).find((it) => it.code === 'JKM_LUMP_SUM');
    expect(standing('2027-06-30')).toMatchObject({ value: 20_000_000, until: '2027-07-01' });
    expect(standing('2027-07-01')).toMatchObject({ value: 24_000_000, until: undefined });
  });
});
