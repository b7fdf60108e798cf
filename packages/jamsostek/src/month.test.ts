import { describe, expect, test } from '@jest/globals';
import { addDays, ageOn, localDate, todayIn } from './local-date';
import { type Month, month, monthOf, monthsBetween, monthsFrom, monthsUpTo, nextMonth } from './month';
import { rupiah, sum } from './rupiah';

describe('a month', () => {
  test('is followed by the next, across the new year', () => {
    expect(monthsFrom('2026-11', 3)).toEqual(['2026-11', '2026-12', '2027-01']);
    expect(nextMonth('2026-12')).toBe('2027-01');
    expect(monthsFrom('2026-11', 0)).toEqual([]);
    expect(monthsUpTo('2027-01', 3)).toEqual(['2026-11', '2026-12', '2027-01']);
    expect(monthsUpTo('0000-02', 9)).toEqual(['0000-01', '0000-02']);
  });

  test('is so far from another', () => {
    expect(monthsBetween('2026-11', '2027-10')).toBe(11);
    expect(monthsBetween('2026-11', '2026-11')).toBe(0);
    expect(monthsBetween('2027-01', '2026-12')).toBe(-1);
  });

  test.each(['2026-13', '2026-00', '2026-1', '26-01', '2026-01-01', 'now', ''])('"%s" is none', (text) => {
    expect(() => month(text)).toThrow(RangeError);
    expect(() => monthsFrom(text as Month, 1)).toThrow(RangeError);
  });

  test('is that of a day', () => expect(monthOf('2026-11-30')).toBe('2026-11'));
});

describe('a day', () => {
  test.each(['2026-02-29', '2026-13-01', '2026-1-1', '2026-11-31', ''])('"%s" is none', (text) => {
    expect(() => localDate(text)).toThrow(RangeError);
  });

  test('is another one in Jakarta than in London, late in the evening', () => {
    expect(todayIn('Asia/Jakarta', new Date('2026-11-30T16:59:59Z'))).toBe('2026-11-30');
    expect(todayIn('Asia/Jakarta', new Date('2026-11-30T17:00:00Z'))).toBe('2026-12-01');
    expect(todayIn('Asia/Jayapura', new Date('2026-11-30T15:00:00Z'))).toBe('2026-12-01');
  });

  test('is followed by others', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
  });

  test.each([
    ['1961-11-22', 65],
    ['1961-11-23', 64],
    ['2008-02-29', 18],
  ] as const)('someone born on %s is %i on 22 November 2026', (birth, age) => {
    expect(ageOn(birth, '2026-11-22')).toBe(age);
  });
});

describe('rupiah', () => {
  test('are whole', () => {
    expect(() => rupiah(0.5)).toThrow(RangeError);
    expect(() => rupiah(2 ** 53)).toThrow(RangeError);
    expect(sum([rupiah(8_400), rupiah(16_800)])).toBe(25_200);
    expect(sum([])).toBe(0);
  });
});
