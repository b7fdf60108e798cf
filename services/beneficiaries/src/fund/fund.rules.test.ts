import { describe, expect, test } from '@jest/globals';
import type { Month } from '@lindungi/jamsostek';
import { type FundRow, protectedBy, readHeading, readRows } from './fund.rules';

const today = '2026-11-22';

describe('the heading of a list', () => {
  test('says from whom and of which day', () => {
    expect(readHeading({ source: '  SK  Walikota 12/2026 ', listedOn: today }, today)).toEqual({
      source: 'SK Walikota 12/2026',
      listedOn: today,
    });
  });

  test.each([
    ['without a source', { source: ' x ' }, 'FUND_SOURCE_REFUSED'],
    ['with a NIK in it', { source: 'daftar 9974 1512 0870 0007' }, 'FUND_SOURCE_REFUSED'],
    ['of tomorrow', { listedOn: '2026-11-23' as const }, 'FUND_DATE_REFUSED'],
  ])('is refused %s', (_, change, code) => {
    const heading = { source: 'Dinsos', listedOn: today, ...change } as const;
    expect(() => readHeading(heading, today)).toThrow(expect.objectContaining({ code }));
  });
});

describe('the rows of a list', () => {
  const row: FundRow = { nik: '9974151208700007', firstMonth: '2026-11', months: 3 };
  const codeOf = (change: Partial<FundRow>) => readRows([{ ...row, ...change }]).refused[0]?.refusal.code;

  test('are read, and a bad one does not stop the others', () => {
    const { read, refused } = readRows([row, { ...row, nik: '12' }, { ...row, months: 1 }]);
    expect(read.map(({ months }) => months)).toEqual([['2026-11', '2026-12', '2027-01'], ['2026-11']]);
    expect(refused.map(({ row: at, refusal }) => [at, refusal.code])).toEqual([[2, 'NIK_MALFORMED']]);
  });

  test.each([
    [0, 'FUND_MONTHS_REFUSED'],
    [25, 'FUND_MONTHS_REFUSED'],
    [1.5, 'FUND_MONTHS_REFUSED'],
    [24, undefined],
  ])('%s months: %s', (months, code) => {
    expect(codeOf({ months })).toBe(code);
  });
});

describe('already protected', () => {
  test.each<[string, Month[], boolean, Month | null]>([
    ['nobody holds a month', [], false, null],
    ['one month', ['2026-11'], true, '2026-11'],
    ['a row over the turn of the year', ['2026-11', '2026-12', '2027-01'], true, '2027-01'],
    ['the first row, when another follows after a gap', ['2026-11', '2027-01', '2027-02'], true, '2026-11'],
    ['a row that is to begin', ['2027-01', '2027-02'], true, '2027-02'],
  ])('%s', (_, held, isProtected, until) => {
    expect(protectedBy(held)).toEqual({ protected: isProtected, until });
  });
});
