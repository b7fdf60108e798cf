import { describe, expect, test } from '@jest/globals';
import { monthsFrom, readLaw } from '@lindungi/jamsostek';
import { decideScholarship, type Followed, type SchoolYear } from './scholarship.rules';

const law = readLaw();
const death: Followed = {
  kind: 'DEATH',
  programme: 'JKK',
  state: 'PAID',
  occurredOn: '2026-12-10',
  outcome: null,
};
const year: SchoolYear = {
  child: 1,
  schoolYear: '2027/2028',
  birth: '2015-03-01',
  level: 'primary',
  year: 6,
};
const decided = (followed: Partial<Followed>, asked: Partial<SchoolYear> = {}, months = 1) =>
  decideScholarship(
    law,
    { ...death, ...followed },
    monthsFrom('2026-12', months),
    { ...year, ...asked },
    '2027-08-01',
  );

describe('a scholarship of one school year', () => {
  test('follows a death by work accident from the first month', () => {
    expect(decided({})).toMatchObject({ amount: 1_500_000, lines: [{ name: 'Beasiswa SD' }] });
  });

  test('follows any other death after three years of protected months, and not a month before', () => {
    const jkm = { programme: 'JKM', occurredOn: '2029-11-30' } as const;
    const late = (months: number) =>
      decideScholarship(
        law,
        { ...death, ...jkm },
        monthsFrom('2026-12', 36).slice(-months),
        { ...year, schoolYear: '2030/2031', level: 'lowerSecondary', year: 1 },
        '2030-08-01',
      );
    expect(late(36).amount).toBe(2_000_000);
    expect(() => late(35)).toThrow(expect.objectContaining({ code: 'SCHOLARSHIP_NOT_OPEN' }));
  });

  test('follows an accident only when it leaves no work at all', () => {
    const accident = { kind: 'ACCIDENT', state: 'ENDED' } as const;
    expect(decided({ ...accident, outcome: 'WHOLLY_DISABLED' }).amount).toBe(1_500_000);
    expect(() => decided({ ...accident, outcome: 'PARTLY_DISABLED' })).toThrow(
      expect.objectContaining({ code: 'SCHOLARSHIP_NOT_OPEN' }),
    );
  });

  test.each([
    ['after a rejection', { state: 'REJECTED' }, {}, 'SCHOLARSHIP_NOT_OPEN'],
    ['after a scholarship', { kind: 'SCHOLARSHIP' }, {}, 'SCHOLARSHIP_NOT_OPEN'],
    ['for a third child', {}, { child: 3 }, 'CHILD_REFUSED'],
    ['for a year of two', {}, { schoolYear: '2027/2029' }, 'SCHOOL_YEAR_REFUSED'],
    ['for a year that has not begun', {}, { schoolYear: '2028/2029' }, 'SCHOOL_YEAR_REFUSED'],
    ['for a year before the death', {}, { schoolYear: '2024/2025' }, 'SCHOOL_YEAR_REFUSED'],
    ['past the years of the level', {}, { year: 7 }, 'SCHOLARSHIP_OVER'],
    ['at the age of 23', {}, { birth: '2004-08-01', level: 'university', year: 4 }, 'SCHOLARSHIP_OVER'],
    ['for a child of tomorrow', {}, { birth: '2027-08-02' }, 'SCHOLARSHIP_OVER'],
  ] as const)('is refused %s', (_, followed, asked, code) => {
    expect(() => decided(followed, asked)).toThrow(expect.objectContaining({ code }));
  });
});
