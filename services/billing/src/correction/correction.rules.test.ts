import { describe, expect, test } from '@jest/globals';
import { assertCorrectable, assertMayDecide, reasonOf } from './correction.rules';

describe('the reason of a correction', () => {
  test('is kept without the spaces around it', () => {
    expect(reasonOf('  Dibayar dua kali oleh bank. ')).toBe('Dibayar dua kali oleh bank.');
  });

  test.each([
    ['too short', 'salah'],
    ['nothing but spaces', ' '.repeat(40)],
    ['a book', 'x'.repeat(301)],
    ['a NIK', 'Milik NIK 3374 0101 0190 0001, salah transfer'],
    ['a NUL', 'Dibayar dua\u0000kali'],
  ])('is not %s', (_, reason) => {
    expect(() => reasonOf(reason)).toThrow(expect.objectContaining({ code: 'CORRECTION_REASON_REFUSED' }));
  });
});

describe('a person', () => {
  test('corrects a payment, and nothing that BPJS or a provider must correct', () => {
    expect(() => assertCorrectable('PAYMENT')).not.toThrow();
    for (const why of ['REMITTANCE', 'REVERSAL', 'REVERSAL_RESOLVED', 'RELEASE'] as const)
      expect(() => assertCorrectable(why)).toThrow(
        expect.objectContaining({ code: 'CORRECTION_NOT_POSSIBLE' }),
      );
    expect(() => assertCorrectable(undefined)).toThrow(
      expect.objectContaining({ code: 'TRANSACTION_UNKNOWN' }),
    );
  });

  test('decides what another has proposed, once', () => {
    const proposed = { state: 'PROPOSED', proposedBy: 'maya' } as const;
    expect(() => assertMayDecide(proposed, 'tono')).not.toThrow();
    expect(() => assertMayDecide(proposed, 'maya')).toThrow(
      expect.objectContaining({ code: 'CORRECTION_IS_YOUR_OWN' }),
    );
    expect(() => assertMayDecide({ ...proposed, state: 'APPROVED' }, 'tono')).toThrow(
      expect.objectContaining({ code: 'CORRECTION_ALREADY_DECIDED' }),
    );
    expect(() => assertMayDecide(undefined, 'tono')).toThrow(
      expect.objectContaining({ code: 'CORRECTION_UNKNOWN' }),
    );
  });
});
