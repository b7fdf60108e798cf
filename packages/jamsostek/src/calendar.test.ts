import { describe, expect, test } from '@jest/globals';
import { addWorkingDays, dueOn, isWorkingDay } from './calendar';
import { readLaw } from './read-law';

const law = readLaw();

describe('the day a month must be paid', () => {
  test.each([
    ['a Sunday: Monday', '2026-11', '2026-11-16'],
    ['a Tuesday: itself', '2026-12', '2026-12-15'],
    ['a Saturday, and Monday is Independence Day: Tuesday', '2026-08', '2026-08-18'],
    ['collective leave does not put it off', '2026-05', '2026-05-15'],
    ['a Saturday, and a feast only expected on Monday does not put it off', '2027-05', '2027-05-17'],
    ['a Sunday in 2027', '2027-08', '2027-08-16'],
    ['a year whose holidays nobody knows yet: the weekend still counts', '2028-01', '2028-01-17'],
  ] as const)('the 15th is %s', (_, month, due) => {
    expect(dueOn(law, month)).toBe(due);
  });

  test('lies in the month itself, not in the next as for employers', () => {
    for (let m = 1; m <= 12; m++) {
      const month = `2026-${String(m).padStart(2, '0')}` as const;
      expect(dueOn(law, month as '2026-01').slice(0, 7)).toBe(month);
    }
  });
});

describe('working days', () => {
  test.each([
    ['Friday before a weekend', '2026-11-20', true],
    ['Saturday', '2026-11-21', false],
    ['Sunday', '2026-11-22', false],
    ['Christmas', '2026-12-25', false],
    ['collective leave before Christmas', '2026-12-24', true],
  ] as const)('%s', (_, date, works) => expect(isWorkingDay(law, date)).toBe(works));

  test('three of them after a Thursday end on a Tuesday', () => {
    expect(addWorkingDays(law, '2026-11-19', 3)).toBe('2026-11-24');
  });

  test('three of them after Christmas Eve pass over Christmas, a weekend and no more', () => {
    expect(addWorkingDays(law, '2026-12-24', 3)).toBe('2026-12-30');
  });

  test('none of them is the day itself', () =>
    expect(addWorkingDays(law, '2026-11-22', 0)).toBe('2026-11-22'));

  test('the years with holidays are known', () => expect([...law.holidayYears]).toEqual([2026, 2027]));
});
