import { describe, expect, test } from '@jest/globals';
import { type LocalDate, type Month, monthsFrom } from '@lindungi/jamsostek';
import { monthsBack } from './history.rules';

const receipted = (first: Month, count: number, receivedOn: LocalDate) =>
  monthsFrom(first, count).map((month) => ({ month, receipt: `B-${month}`, receivedOn }));

describe('the months of a worker, one by one', () => {
  const months = [...receipted('2026-09', 2, '2026-08-28'), ...receipted('2026-12', 2, '2026-12-14')];
  const back = monthsBack(months, '2027-01-20', 6);

  test('are those asked for, oldest first, the month of the day last', () => {
    expect(back.map((it) => it.month)).toEqual(monthsFrom('2026-08', 6));
    expect(monthsBack(months, '2027-01-20', 1).map((it) => it.month)).toEqual(['2027-01']);
  });

  test('are covered or not, and are counted in their row', () => {
    expect(back.map((it) => [it.covered, it.inRow])).toEqual([
      [false, 0],
      [true, 1],
      [true, 2],
      [false, 0],
      [true, 1],
      [true, 2],
    ]);
  });

  test('a first month whose money came late is covered from that day, the next one whole', () => {
    expect(back.map((it) => it.coveredFrom)).toEqual([null, null, null, null, '2026-12-14', null]);
  });

  test('a month that follows a protected one is covered whole, though its money came late', () => {
    const late = [...receipted('2026-12', 1, '2026-11-27'), ...receipted('2027-01', 1, '2027-01-14')];
    expect(monthsBack(late, '2027-01-20', 1)).toMatchObject([{ covered: true, coveredFrom: null, inRow: 2 }]);
  });

  test('each says why', () => {
    expect(back.map((it) => it.reasons.map(({ code }) => code))).toEqual([
      ['MONTH_NOT_PROTECTED', 'PAID_IS_NOT_PROTECTED'],
      ['MONTH_PROTECTED'],
      ['MONTH_PROTECTED'],
      ['MONTH_NOT_PROTECTED', 'PAID_IS_NOT_PROTECTED'],
      ['MONTH_PROTECTED', 'COVERED_FROM_THAT_DAY'],
      ['MONTH_PROTECTED'],
    ]);
  });

  test('money on the first of the month covers the whole of it, money of a later month none of it', () => {
    expect(monthsBack(receipted('2026-12', 1, '2026-12-01'), '2026-12-31', 1)).toMatchObject([
      { covered: true, coveredFrom: null },
    ]);
    expect(monthsBack(receipted('2026-12', 1, '2027-01-02'), '2026-12-31', 1)).toMatchObject([
      { covered: false, coveredFrom: null, receipt: 'B-2026-12' },
    ]);
  });
});
