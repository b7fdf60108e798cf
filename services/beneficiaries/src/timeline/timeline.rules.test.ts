import { describe, expect, test } from '@jest/globals';
import { type Law, type LocalDate, type Month, monthsFrom, readLaw } from '@lindungi/jamsostek';
import { clocksOf, type LedgerMonth } from './timeline.rules';

const law = readLaw();
const covered = (...months: Month[]): LedgerMonth[] => months.map((month) => ({ month, state: 'PROTECTED' }));
const row = (first: Month, count: number) => covered(...monthsFrom(first, count));
const at = (months: readonly LedgerMonth[], today: LocalDate, under: Law = law) =>
  clocksOf(under, months, today);

describe('where a worker stands', () => {
  const winter = row('2026-12', 3); // through February 2027

  test.each([
    ['the last day before', '2026-11-30', 'AHEAD', null],
    ['the first day', '2026-12-01', 'PROTECTED', null],
    ['the last day of the last month', '2027-02-28', 'PROTECTED', null],
    ['the day after', '2027-03-01', 'GRACE', '2027-05-31'],
    ['the last day of grace', '2027-05-31', 'GRACE', '2027-05-31'],
    ['the day after that', '2027-06-01', 'ENDED', '2027-05-31'],
  ] as const)('%s', (_, today, membership, graceEndsOn) => {
    expect(at(winter, today)).toMatchObject({ membership, graceEndsOn, protectedThrough: '2027-02' });
  });

  test('nowhere, when BPJS has receipted nothing: money is no protection', () => {
    const paid: LedgerMonth[] = [{ month: '2026-12', state: 'PAID' }];
    expect(at(paid, '2026-12-10')).toMatchObject({
      membership: 'NONE',
      protectedThrough: null,
      graceEndsOn: null,
      gaps: [],
      jkm: { monthsInRow: 0, reachedIn: null, reached: false },
      scholarship: { monthsInRow: 0, reachedIn: null, reached: false, warning: null },
    });
  });

  test('grace ends on the leap day where three months later lie in February', () => {
    expect(at(covered('2027-11'), '2027-12-05').graceEndsOn).toBe('2028-02-29');
    expect(at(covered('2026-11'), '2026-12-05').graceEndsOn).toBe('2027-02-28');
    expect(at(covered('2027-11'), '2028-02-29').membership).toBe('GRACE');
    expect(at(covered('2027-11'), '2028-03-01').membership).toBe('ENDED');
  });
});

describe('gaps', () => {
  test('one month missed is a gap, and membership goes on', () => {
    expect(at(covered('2026-10', '2026-12'), '2026-12-15').gaps).toEqual([
      { from: '2026-11', through: '2026-11', months: 1, endedMembership: false },
    ]);
  });

  test('three months may be paid late, a fourth ends the membership', () => {
    const gap = (months: number) =>
      at(covered('2026-01', monthsFrom('2026-02', months + 1).at(-1)!), '2026-12-15').gaps[0];
    expect(gap(3)).toMatchObject({ from: '2026-02', through: '2026-04', months: 3, endedMembership: false });
    expect(gap(4)).toMatchObject({ from: '2026-02', through: '2026-05', months: 4, endedMembership: true });
  });

  test('an open gap goes up to this month; a future row closes it', () => {
    expect(at(covered('2026-10'), '2026-12-31').gaps).toEqual([
      { from: '2026-11', through: '2026-12', months: 2, endedMembership: false },
    ]);
    expect(at(covered('2026-10', '2027-02'), '2026-12-31').gaps).toEqual([
      { from: '2026-11', through: '2027-01', months: 3, endedMembership: false },
    ]);
    expect(at(row('2026-10', 3), '2026-12-31').gaps).toEqual([]);
  });

  test('cross the turn of a year in order, whatever order the months come in', () => {
    expect(at([...covered('2027-01', '2026-10')].reverse(), '2027-01-01').gaps).toEqual([
      { from: '2026-11', through: '2026-12', months: 2, endedMembership: false },
    ]);
  });
});

describe('the clock of JKM', () => {
  const months = row('2026-12', 12);

  test.each([
    ['2026-12-01', false],
    ['2027-02-28', false],
    ['2027-03-01', true],
  ] as const)('on %s it is whole: %s', (today, reached) => {
    expect(at(months, today).jkm).toMatchObject({ needed: 3, reachedIn: '2027-03', reached });
  });

  test('a gap of one month starts it anew', () => {
    const broken = covered('2026-12', '2027-01', '2027-02', '2027-04', '2027-05');
    expect(at(broken, '2027-05-20').jkm).toEqual({
      monthsInRow: 2,
      needed: 3,
      reachedIn: '2027-07',
      reached: false,
    });
  });

  test('there was none before Permenaker 1/2025', () => {
    const old = row('2024-12', 2);
    expect(at(old, '2024-12-31').jkm).toMatchObject({ needed: 0, reachedIn: '2024-12', reached: true });
    expect(at(old, '2025-01-01').jkm).toMatchObject({ needed: 3, reachedIn: '2025-03', reached: false });
  });
});

describe('the clock of the scholarship', () => {
  const years = row('2024-02', 36); // through January 2027

  test.each([
    ['the last day of the 35th month', '2026-12-31', false],
    ['the first day of the 36th', '2027-01-01', true],
  ] as const)('%s', (_, today, reached) => {
    expect(at(years, today).scholarship).toMatchObject({ needed: 36, reachedIn: '2027-01', reached });
  });

  test('counts over a leap day as over any other', () => {
    expect(at(row('2028-02', 1), '2028-02-29').scholarship).toMatchObject({
      monthsInRow: 1,
      reachedIn: '2031-01',
    });
  });

  test('one month missed takes thirty-five away', () => {
    const broken = [...row('2024-01', 35), ...row('2027-01', 2)];
    expect(at(broken, '2027-02-10').scholarship).toMatchObject({ monthsInRow: 2, reachedIn: '2029-12' });
    expect(at(broken, '2026-12-10').scholarship).toMatchObject({ monthsInRow: 2, reached: false });
  });

  test('is not reached on a day without protection, however many months there were', () => {
    expect(at(years, '2027-02-01').scholarship).toMatchObject({ reached: false, monthsInRow: 0 });
  });

  test('a law that asks for other months counts from its day', () => {
    const [scholarship] = law.membership.scholarshipMonths.values;
    const later = { from: '2027-01-01' as LocalDate, value: 24, source: 'A law of this test' };
    const changed: Law = {
      ...law,
      membership: {
        scholarshipMonths: { ...law.membership.scholarshipMonths, values: [scholarship!, later] },
      },
    };
    const months = row('2024-06', 32);
    expect(at(months, '2026-12-31', changed).scholarship).toMatchObject({ needed: 36, reached: false });
    expect(at(months, '2027-01-01', changed).scholarship).toMatchObject({ needed: 24, reached: true });
  });
});

describe('the warning before a break', () => {
  const months = row('2026-01', 12); // through December 2026

  test.each([
    ['two months ahead there is none', '2026-10-31', null],
    ['in the month before the last', '2026-11-01', { month: '2027-01', monthsLost: 12, payBy: '2027-01-15' }],
    ['on the last day of the last', '2026-12-31', { month: '2027-01', monthsLost: 12, payBy: '2027-01-15' }],
    ['after the break it is too late for one', '2027-01-01', null],
  ] as const)('%s', (_, today, warning) => {
    expect(at(months, today).scholarship.warning).toEqual(warning);
  });

  test('money that is here carries the row on; a reservation nobody has paid does not', () => {
    const next = (state: LedgerMonth['state']): LedgerMonth[] => [...months, { month: '2027-01', state }];
    expect(at(next('PAID'), '2026-12-01').scholarship.warning).toEqual({
      month: '2027-02',
      monthsLost: 13,
      payBy: '2027-02-15',
    });
    expect(at(next('PAID'), '2026-11-01').scholarship.warning).toBeNull();
    for (const state of ['RESERVED', 'REJECTED'] as const)
      expect(at(next(state), '2026-12-01').scholarship.warning).toMatchObject({ month: '2027-01' });
  });
});
