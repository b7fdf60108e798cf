import { describe, expect, test } from '@jest/globals';
import { rupiah } from '@lindungi/jamsostek';
import type { Owed } from '../invoice/invoice.rules';
import { assertParked, creditOf } from './parked.rules';

const owed = (amount: number, received: number, state: Owed['state'] = 'PARTIAL'): Owed => ({
  ...{ state, amount: rupiah(amount), received: rupiah(received) },
});

describe('money that is left over', () => {
  test('goes to an invoice as far as that is owed', () => {
    expect(creditOf(rupiah(100), owed(42_000, 0, 'ISSUED'))).toBe(100);
    expect(creditOf(rupiah(50_000), owed(42_000, 2_000))).toBe(40_000);
  });

  test.each([
    ['of nobody', undefined],
    ['that is paid', owed(42_000, 42_000, 'PAID')],
    ['that is cancelled', owed(42_000, 0, 'CANCELLED')],
  ])('goes to no invoice %s', (_, invoice) =>
    expect(() => creditOf(rupiah(100), invoice)).toThrow(
      expect.objectContaining({ code: 'INVOICE_NOT_OPEN' }),
    ),
  );

  test('is more than nothing, and never less', () => {
    for (const left of [0, -5]) {
      const refused = expect.objectContaining({ code: 'NOTHING_PARKED' });
      expect(() => assertParked(rupiah(left))).toThrow(refused);
      expect(() => creditOf(rupiah(left), owed(42_000, 0))).toThrow(refused);
    }
  });
});
