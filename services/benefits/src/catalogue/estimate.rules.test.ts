import { describe, expect, test } from '@jest/globals';
import { readLaw, rupiah } from '@lindungi/jamsostek';
import { type Estimated, estimate } from './estimate.rules';

const law = readLaw();
const death: Estimated = {
  case: 'DEATH',
  on: '2026-11-22',
  protectedMonths: 4,
  costs: {},
  unableMonths: 0,
  children: [],
};
const of = (more: Partial<Estimated>) => estimate(law, { ...death, ...more });
const codes = (more: Partial<Estimated>) => of(more).reasons.map(({ code }) => code);
const child = { birth: '2015-03-01', level: 'primary', year: 5 } as const;

describe('an estimate of a death that is no work accident', () => {
  test.each([
    ['a month that is not protected', 0, '2026-11-22', 0],
    ['the first month', 1, '2026-11-22', 10_000_000],
    ['the third month', 3, '2026-11-22', 10_000_000],
    ['the fourth month', 4, '2026-11-22', 42_000_000],
    ['the first month, on the last day before the waiting rule', 1, '2024-12-31', 42_000_000],
    ['the first month, on the first day of the waiting rule', 1, '2025-01-01', 10_000_000],
    ['the first day of the law at hand', 1, '2019-12-02', 42_000_000],
  ] as const)('%s', (_, protectedMonths, on, amount) => {
    expect(of({ protectedMonths, on }).amount).toBe(amount);
  });

  test('shows its steps and adds them up', () => {
    const { steps, sum } = of({});
    expect(steps.map((it) => it.amount)).toEqual([20_000_000, 12_000_000, 10_000_000]);
    expect(sum.id).toBe('Rp20.000.000 + Rp12.000.000 + Rp10.000.000 = Rp42.000.000');
  });

  test.each([
    [35, 0, 'SCHOLARSHIP_NEEDS_MEMBERSHIP'],
    [36, 1, 'SCHOLARSHIP_IS_NO_CHEQUE'],
  ])('after %i months has %i scholarships for one child', (protectedMonths, count, code) => {
    const given = of({ protectedMonths, children: [child] });
    expect(given.scholarship).toHaveLength(count);
    expect(given.amount).toBe(42_000_000);
    expect(given.reasons.map((it) => it.code)).toContain(code);
  });
});

describe('an estimate of a work accident', () => {
  test('that kills gives Rp70 000 000 at the lowest base, in the first month as well', () => {
    const { amount, steps } = of({ case: 'ACCIDENT_DEATH', protectedMonths: 1 });
    expect(amount).toBe(70_000_000);
    expect(steps[0]!.words.id).toContain('60% x 80 x Rp1.000.000');
  });

  test('counts by the base wage that is named', () => {
    const baseWage = rupiah(2_950_000);
    expect(of({ case: 'ACCIDENT_DEATH', baseWage }).amount).toBe(141_600_000 + 22_000_000);
  });

  test('gives two children a scholarship at once, and no third', () => {
    const given = of({ case: 'ACCIDENT_DEATH', protectedMonths: 1, children: [child, child, child] });
    expect(given.scholarship.map((it) => it.thisYear)).toEqual([1_500_000, 1_500_000]);
    expect(given.reasons.map((it) => it.code)).toContain('ONLY_SOME_CHILDREN');
  });

  test('that is survived gives a scholarship only with a total disability', () => {
    const accident = { case: 'ACCIDENT', children: [child] } as const;
    expect(of({ ...accident, disability: { kind: 'PART', tablePercent: 20 } }).scholarship).toEqual([]);
    expect(of({ ...accident, disability: { kind: 'TOTAL' } }).scholarship).toHaveLength(1);
    expect(codes({ ...accident })).toContain('CARE_HAS_NO_CAP');
  });
});

test.each([
  ['before the law at hand', { on: '2019-12-01' }, 'ESTIMATE_BEFORE_LAW'],
  ['with less than no month', { protectedMonths: -1 }, 'ESTIMATE_NUMBER_REFUSED'],
  ['with half a month', { unableMonths: 0.5 }, 'ESTIMATE_NUMBER_REFUSED'],
  [
    'with a disability of 101 percent',
    { disability: { kind: 'PART', tablePercent: 101 } },
    'ESTIMATE_NUMBER_REFUSED',
  ],
  ['with a cost below nothing', { costs: { glasses: rupiah(-1) } }, 'ESTIMATE_NUMBER_REFUSED'],
  ['below the lowest base', { baseWage: rupiah(950_000) }, 'BASE_WAGE_REFUSED'],
  ['above the highest base', { baseWage: rupiah(20_750_000) }, 'BASE_WAGE_REFUSED'],
  ['with a wage no table has', { baseWage: rupiah(1_000_001) }, 'BASE_WAGE_REFUSED'],
] as const)('no estimate %s', (_, more, code) => {
  expect(() => of(more as Partial<Estimated>)).toThrow(expect.objectContaining({ code }));
});

test('every estimate ends by saying that it is no promise', () => {
  for (const more of [
    {},
    { protectedMonths: 0 },
    { case: 'ACCIDENT' },
    { case: 'ACCIDENT_DEATH' },
  ] as const) {
    expect(codes(more).at(-1)).toBe('NO_PROMISE');
  }
});
