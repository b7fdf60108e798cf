import { describe, expect, test } from '@jest/globals';
import { ageOn } from '@lindungi/jamsostek';
import { AGE_LIMIT, eligibilityOf, eligibleUntil, type Standing } from './eligibility.rules';

const today = '2026-11-22';
const works: Standing = { working: true, employee: false, civilServant: false };
const codes = (person: Partial<Parameters<typeof eligibilityOf>[0]>) =>
  eligibilityOf(
    { birthDate: '1970-08-12', standing: works, firstMonth: '2026-12', ...person },
    today,
  ).reasons.map(({ code }) => code);

describe('who may become a member', () => {
  test('somebody under 65 who works for themself', () => {
    expect(codes({})).toEqual([]);
    expect(codes({ birthDate: '2009-01-01' })).toEqual([]); // under eighteen is flagged, not refused
  });

  test.each([
    ['does not work', { ...works, working: false }, ['NOT_WORKING']],
    ['is employed', { ...works, employee: true }, ['EMPLOYEE_REFUSED']],
    ['is a civil servant', { ...works, civilServant: true }, ['CIVIL_SERVANT_REFUSED']],
    [
      'all of it, each reason for itself',
      { working: false, employee: true, civilServant: true },
      ['NOT_WORKING', 'EMPLOYEE_REFUSED', 'CIVIL_SERVANT_REFUSED'],
    ],
  ])('not who %s', (_, standing, expected) => {
    expect(codes({ standing })).toEqual(expected);
  });

  test.each([
    ['turns 65 tomorrow, and no month is chosen', '1961-11-23', null, []],
    ['turns 65 today', '1961-11-22', null, ['WORKER_TOO_OLD']],
    ['turns 65 before the first month begins', '1961-11-30', '2026-12', ['WORKER_TOO_OLD_AT_FIRST_MONTH']],
    [
      'turns 65 on the first day of the first month',
      '1961-12-01',
      '2026-12',
      ['WORKER_TOO_OLD_AT_FIRST_MONTH'],
    ],
    ['turns 65 a day later', '1961-12-02', '2026-12', []],
    ['is to be born', '2026-11-23', null, ['BIRTH_DATE_REFUSED']],
    ['would be 121', '1905-11-21', null, ['BIRTH_DATE_REFUSED']],
  ] as const)('by age: %s', (_, birthDate, firstMonth, expected) => {
    expect(codes({ birthDate, firstMonth })).toEqual(expected);
  });
});

describe('until when the age allows it', () => {
  test.each([
    ['1970-08-12', '2035-08-11', '2035-08'],
    ['1970-08-01', '2035-07-31', '2035-07'],
    ['1961-01-01', '2025-12-31', '2025-12'],
    ['1960-02-29', '2025-02-28', '2025-02'],
    ['1960-03-01', '2025-02-28', '2025-02'],
    ['1963-03-01', '2028-02-29', '2028-02'],
  ] as const)('born on %s: until %s, beginning in %s at the latest', (birthDate, until, lastFirstMonth) => {
    expect(eligibleUntil(birthDate)).toBe(until);
    expect(eligibilityOf({ birthDate, standing: works, firstMonth: null }, '2020-01-01')).toMatchObject({
      until,
      lastFirstMonth,
    });
    expect(ageOn(birthDate, until)).toBe(AGE_LIMIT - 1);
    expect(ageOn(birthDate, `${lastFirstMonth}-01`)).toBeLessThan(AGE_LIMIT);
  });
});
