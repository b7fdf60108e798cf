import { expect, test } from '@jest/globals';
import { localDate } from '@lindungi/jamsostek';
import { daysLeft } from './nearing.rules';

test.each([
  ['2027-02-28', '2026-12-31', 59],
  ['2028-03-01', '2028-02-28', 2],
  ['2027-02-28', '2027-02-28', 0],
])('until %s there are, on %s, %i days', (until, today, days) =>
  expect(daysLeft(localDate(until), localDate(today))).toBe(days),
);
