import { describe, expect, test } from '@jest/globals';
import { month, monthsFrom } from '@lindungi/jamsostek';
import {
  type MonthHeard,
  openMonthsOf,
  type PledgeFacts,
  paidThroughOf,
  protectedUntilOf,
  runsOf,
  stateOf,
} from './state.rules';

const december = month('2026-12');
const months = (...marks: string[]): MonthHeard[] =>
  marks.map((mark, at) => ({
    month: monthsFrom(december, marks.length)[at]!,
    taken: mark === 'taken',
    held: ['held', 'paid', 'protected'].includes(mark),
    paid: ['paid', 'protected'].includes(mark),
    protected: mark === 'protected',
  }));
const pledge = (heard: MonthHeard[], more: Partial<PledgeFacts> = {}): PledgeFacts => ({
  ...{ firstMonth: december, months: 3, withdrawnAt: null, heard, paused: false, ...more },
});
const at = (thisMonth: string) => ({ thisMonth: month(thisMonth), arrears: 3 });
const withdrawn = { withdrawnAt: '2026-12-20T00:00:00Z' };

describe('a pledge of December, January and February', () => {
  test.each([
    ['nobody has answered', pledge([]), '2026-11', 'OFFERED'],
    ['nobody has ever answered', pledge([]), '2027-03', 'ENDED'],
    ['another has the worker', pledge(months('taken', 'taken', 'taken')), '2026-11', 'ENDED'],
    ['its months are held, unpaid', pledge(months('held', 'held', 'held')), '2026-12', 'RESERVED'],
    ['its months were given up', pledge(months('free', 'free', 'free')), '2026-12', 'ENDED'],
    ['it is paid', pledge(months('paid', 'paid', 'paid')), '2026-11', 'ACTIVE'],
    ['it is covered', pledge(months('protected', 'protected', 'held')), '2027-01', 'ACTIVE'],
    [
      'the next month is unpaid, and it is February',
      pledge(months('protected', 'protected', 'held')),
      '2027-02',
      'LAPSING',
    ],
    ['three months of arrears', pledge(months('protected', 'protected', 'held')), '2027-04', 'LAPSING'],
    ['more than three', pledge(months('protected', 'protected', 'held')), '2027-05', 'ENDED'],
    ['all of it is over', pledge(months('protected', 'protected', 'protected')), '2027-03', 'ENDED'],
    ['taken back unpaid', pledge(months('free', 'free', 'free'), withdrawn), '2026-12', 'ENDED'],
    ['taken back, December is paid', pledge(months('paid', 'free', 'free'), withdrawn), '2026-12', 'ACTIVE'],
    ['taken back, December is over', pledge(months('paid', 'free', 'free'), withdrawn), '2027-01', 'ENDED'],
    ['paused', pledge(months('paid', 'free', 'free'), { ...withdrawn, paused: true }), '2026-12', 'PAUSED'],
  ])('when %s', (_, facts, thisMonth, state) => {
    expect(stateOf(facts, at(thisMonth))).toBe(state);
  });
});

test('paid is not protected: both are told', () => {
  const heard = months('protected', 'paid', 'held');
  expect(paidThroughOf(heard)).toBe('2027-01');
  expect(protectedUntilOf(heard)).toBe('2026-12-31');
  expect(protectedUntilOf(months('paid'))).toBeNull();
});

test('what somebody else can go on with is held, unpaid and not over', () => {
  const heard = months('paid', 'held', 'held');
  expect(openMonthsOf(heard, month('2026-12'))).toEqual(['2027-01', '2027-02']);
  expect(openMonthsOf(heard, month('2027-02'))).toEqual(['2027-02']);
});

test('months with a hole are two offers', () => {
  expect(runsOf([month('2026-12'), month('2027-01'), month('2027-03')])).toEqual([
    ['2026-12', '2027-01'],
    ['2027-03'],
  ]);
  expect(runsOf([])).toEqual([]);
});
