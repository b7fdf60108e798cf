import { describe, expect, test } from '@jest/globals';
import { rupiah } from '@lindungi/jamsostek';
import type { Owed } from '../invoice/invoice.rules';
import { wholeMonths } from './credit.rules';

const months = [8_400, 16_800, 16_800].map((it) => rupiah(it));
const owed = (received: number, state: Owed['state'] = 'ISSUED'): Owed => ({
  state,
  amount: rupiah(42_000),
  received: rupiah(received),
});

describe('what an invoice takes of the credit of its donor', () => {
  test.each([
    ['less than a month is kept', 8_399, 0],
    ['one month, to the rupiah', 8_400, 8_400],
    ['one month; what would pay the second in part is kept', 18_000, 8_400],
    ['two months', 25_200, 25_200],
    ['all of it, and no more than it costs', 60_000, 42_000],
    ['nothing, when there is none', 0, 0],
  ])('%s', (_, credit, taken) => expect(wholeMonths(owed(0), months, rupiah(credit))).toBe(taken));

  test('what has come in pays the earliest months', () => {
    expect(wholeMonths(owed(10_000, 'PARTIAL'), months, rupiah(15_199))).toBe(0);
    expect(wholeMonths(owed(10_000, 'PARTIAL'), months, rupiah(15_200))).toBe(15_200);
    expect(wholeMonths(owed(42_000, 'PAID'), months, rupiah(50_000))).toBe(0);
  });

  test('nothing goes to a cancelled one', () =>
    expect(wholeMonths(owed(0, 'CANCELLED'), months, rupiah(50_000))).toBe(0));
});
