import { describe, expect, test } from '@jest/globals';
import { accidentDeath, jkm, payBy, reportBy } from './benefit';
import { type Month, monthsFrom } from './month';
import { readLaw } from './read-law';

const law = readLaw();
const winter = monthsFrom('2026-12', 6);

describe('JKM, when death is not by a work accident', () => {
  test.each([
    ['the month before any protection', '2026-11-30', 0, false],
    ['the first day of the first month', '2026-12-01', 10_000_000, false],
    ['the last day of the third month', '2027-02-28', 10_000_000, false],
    ['the first day of the fourth month', '2027-03-01', 42_000_000, true],
    ['the last day protected', '2027-05-31', 42_000_000, true],
    ['the day after', '2027-06-01', 0, false],
  ] as const)('%s', (_, diedOn, amount, full) => {
    expect(jkm(law, { protectedMonths: winter, diedOn })).toMatchObject({ amount, full });
  });

  const fullFrom = (protectedMonths: readonly Month[], diedOn: '2027-01-10') =>
    jkm(law, { protectedMonths, diedOn }).fullFrom;

  test('is said to be whole from the fourth month, also before it', () => {
    expect(fullFrom(winter, '2027-01-10')).toBe('2027-03');
    expect(fullFrom([...winter].reverse(), '2027-01-10')).toBe('2027-03');
  });

  test('says from when it would be whole if three months went on', () => {
    expect(fullFrom(['2027-01', '2027-02', '2027-03'], '2027-01-10')).toBe('2027-04');
  });

  test('looks ahead when protection has not begun', () => {
    expect(fullFrom(['2027-02', '2027-03'], '2027-01-10')).toBe('2027-05');
  });

  test('is never whole for whom no month is protected, or all have passed', () => {
    expect(fullFrom([], '2027-01-10')).toBeUndefined();
    expect(fullFrom(['2026-11', '2026-12'], '2027-01-10')).toBeUndefined();
  });

  test('starts counting anew after a gap', () => {
    const gap: Month[] = [...monthsFrom('2026-07', 5), '2027-01', '2027-02'];
    expect(jkm(law, { protectedMonths: gap, diedOn: '2027-01-10' })).toMatchObject({
      amount: 10_000_000,
      full: false,
      fullFrom: '2027-04',
    });
  });

  test('was whole at once before there was a waiting rule', () => {
    expect(jkm(law, { protectedMonths: ['2024-05'], diedOn: '2024-05-02' }).amount).toBe(42_000_000);
  });

  test('is made of parts, each with its law', () => {
    const { lines } = jkm(law, { protectedMonths: winter, diedOn: '2027-03-01' });
    expect(lines.map(({ name, amount }) => [name, amount])).toEqual([
      ['Santunan sekaligus', 20_000_000],
      ['Santunan berkala, dibayar sekaligus', 12_000_000],
      ['Biaya pemakaman', 10_000_000],
    ]);
    expect(lines.every(({ source }) => source.includes('PP 82/2019'))).toBe(true);
  });
});

describe('death by a work accident', () => {
  test('is 48 months of the base of one million, and 12 million, and 10 million', () => {
    const { amount, lines } = accidentDeath(law, '2026-11-22');
    expect(amount).toBe(70_000_000);
    expect(lines.map((line) => line.amount)).toEqual([48_000_000, 12_000_000, 10_000_000]);
  });

  test('is at least 20 million before support and funeral', () => {
    const low = {
      ...law.accidentDeath.base,
      values: [{ from: '2019-12-02', value: 300_000, source: 'a thought' }] as never,
    };
    const poor = { ...law, accidentDeath: { ...law.accidentDeath, base: low } };
    expect(accidentDeath(poor, '2026-11-22').lines[0]!.amount).toBe(20_000_000);
  });

  test('has no amount before the law at hand', () => {
    expect(() => accidentDeath(law, '2019-12-01')).toThrow(/nothing in force/);
  });
});

describe('the two clocks of a claim', () => {
  test('an accident is reported within two days, weekend or not', () => {
    expect(reportBy(law, '2026-11-20')).toBe('2026-11-22');
  });

  test('a claim is paid within three working days', () => {
    expect(payBy(law, '2026-11-20')).toBe('2026-11-25');
  });
});
