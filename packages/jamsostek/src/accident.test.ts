import { describe, expect, test } from '@jest/globals';
import { type AccidentCost, type SurvivedAccident, survivedAccident } from './accident';
import { lateShare, rightEndsOn } from './benefit';
import { readLaw } from './read-law';
import { rupiah } from './rupiah';

const law = readLaw();
const nothing: SurvivedAccident = {
  on: '2026-11-22',
  baseWage: rupiah(1_000_000),
  costs: {},
  unableMonths: 0,
};
const after = (more: Partial<SurvivedAccident>) => survivedAccident(law, { ...nothing, ...more });
const paid = (kind: AccidentCost, amount: number) => after({ costs: { [kind]: rupiah(amount) } }).amount;

describe('what a work accident gives whoever survives it', () => {
  test.each([
    ['landTransport', 5_000_000],
    ['seaTransport', 2_000_000],
    ['airTransport', 10_000_000],
    ['homeCare', 20_000_000],
    ['dentures', 5_000_000],
    ['hearingAid', 2_500_000],
    ['glasses', 1_000_000],
  ] as const)('%s is repaid up to Rp%i, and no rupiah more', (kind, cap) => {
    expect([paid(kind, 1), paid(kind, cap - 1), paid(kind, cap), paid(kind, cap + 1)]).toEqual([
      1,
      cap - 1,
      cap,
      cap,
    ]);
  });

  test('several ways of transport add up, each with its own cap', () => {
    const costs = { landTransport: rupiah(6_000_000), seaTransport: rupiah(1_500_000) };
    expect(after({ costs }).amount).toBe(6_500_000);
  });

  test.each([
    [0, 0],
    [1, 1_000_000],
    [12, 12_000_000],
    [13, 12_500_000],
    [24, 18_000_000],
  ])('%i months without work: Rp%i', (unableMonths, amount) => {
    expect(after({ unableMonths }).amount).toBe(amount);
  });

  test('each period of it is a step of its own', () => {
    expect(after({ unableMonths: 14 }).steps.map((it) => it.words.id)).toEqual([
      expect.stringContaining('12 bulan x 100% x Rp1.000.000'),
      expect.stringContaining('2 bulan x 50% x Rp1.000.000'),
    ]);
  });

  test.each([
    ['one deaf ear', { kind: 'PART', tablePercent: 20 }, [16_000_000]],
    ['the least of the table', { kind: 'PART', tablePercent: 1 }, [800_000]],
    ['half the use of a hand', { kind: 'FUNCTION', tablePercent: 32, lostPercent: 50 }, [12_800_000]],
    ['everything', { kind: 'TOTAL' }, [56_000_000, 12_000_000]],
  ] as const)('a disability, %s', (_, disability, amounts) => {
    expect(after({ disability }).steps.map((it) => it.amount)).toEqual(amounts);
  });

  test('every step says its law, and its sum in both languages', () => {
    const { steps } = after({
      costs: { homeCare: rupiah(1) },
      unableMonths: 13,
      disability: { kind: 'TOTAL' },
    });
    expect(steps).toHaveLength(5);
    for (const { words, source } of steps) {
      expect(words.id).not.toBe(words.en);
      expect(source).toContain('PP 82/2019');
    }
  });

  test('has no amount before the law at hand', () => {
    expect(() => after({ on: '2019-12-01', unableMonths: 1 })).toThrow(/nothing in force/);
    expect(after({ on: '2019-12-02', unableMonths: 1 }).amount).toBe(1_000_000);
  });
});

describe('after the last day to pay', () => {
  const benefit = { amount: rupiah(42_000_000), payBy: '2026-11-25' } as const;

  test.each([
    ['2026-11-24', 0, 0],
    ['2026-11-25', 0, 0],
    ['2026-11-26', 1, 420_000],
    ['2026-12-05', 10, 4_200_000],
  ] as const)('paid on %s: %i days late, Rp%i', (paidOn, days, amount) => {
    expect(lateShare(law, benefit, paidOn)).toEqual({ days, amount });
  });
});

test.each([
  ['2026-11-22', '2031-11-22'],
  ['2024-02-29', '2029-02-28'],
] as const)('of an accident on %s the right ends on %s', (occurredOn, endsOn) => {
  expect(rightEndsOn(law, occurredOn)).toBe(endsOn);
});
