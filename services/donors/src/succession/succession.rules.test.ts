import { describe, expect, test } from '@jest/globals';
import { localDate, month, monthsFrom, readLaw } from '@lindungi/jamsostek';
import type { MonthHeard } from '../pledge/state.rules';
import { decideByOf, isPaidAhead, stepOf } from './succession.rules';

const law = readLaw();
const firstMonth = month('2026-12');
const MARKS = {
  receipted: { held: true, paid: true, protected: true },
  paid: { held: true, paid: true, protected: false },
  held: { held: true, paid: false, protected: false },
  free: { held: false, paid: false, protected: false },
};
const heard = (...marks: (keyof typeof MARKS)[]): MonthHeard[] =>
  monthsFrom(firstMonth, marks.length).map((of, at) => ({ month: of, taken: false, ...MARKS[marks[at]!] }));

describe('by when somebody should have said yes', () => {
  test.each([
    ['of what nobody has paid, by the first month', heard('held', 'held'), '2026-12-15'],
    ['of what is paid in part, by the first that is not', heard('paid', 'held'), '2027-01-15'],
    ['of what is paid whole, by the month after it', heard('paid', 'receipted'), '2027-02-15'],
    ['of what nobody has answered for, by its first month', heard(), '2026-12-15'],
  ])('%s', (_, months, day) => {
    expect(decideByOf(law, { firstMonth, heard: months })).toBe(day);
  });
});

test('the pool takes nobody with a paid month that BPJS has not receipted', () => {
  expect([heard('receipted', 'held'), heard('receipted', 'paid'), heard('held')].map(isPaidAhead)).toEqual([
    ...[false, true, false],
  ]);
});

describe('what the house does by itself', () => {
  const at = (months: MonthHeard[], today: string, withdrawn = false) =>
    stepOf(law, { firstMonth, heard: months, withdrawn }, localDate(today));

  test.each([
    ['nothing on the last day', at(heard('held'), '2026-12-15'), 'WAIT'],
    ['the pool, the day after', at(heard('held'), '2026-12-16'), 'POOL'],
    ['the pool, of what was receipted to its end', at(heard('receipted'), '2027-01-16'), 'POOL'],
    [
      'only lets go, while a paid month waits for its receipt',
      at(heard('paid', 'held'), '2027-01-16'),
      'LET_GO',
    ],
    ['nothing more, once it has let go', at(heard('paid', 'free'), '2027-01-16', true), 'WAIT'],
    [
      'the pool at once, when what was let go is receipted',
      at(heard('receipted', 'free'), '2026-11-25', true),
      'POOL',
    ],
  ])('%s', (_, step, wanted) => expect(step).toBe(wanted));
});
