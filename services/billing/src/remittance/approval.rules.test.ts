import { describe, expect, test } from '@jest/globals';
import { assertApproval, transferReference } from './approval.rules';

describe('the transfer of a list', () => {
  test('is let go by another than who drew it up', () => {
    expect(() => assertApproval('PREPARED', 'bendahara', 'admin')).not.toThrow();
    expect(() => assertApproval('PREPARED', null, 'admin')).not.toThrow();
    expect(() => assertApproval('PREPARED', 'admin', 'admin')).toThrow(
      expect.objectContaining({ code: 'APPROVED_BY_ITS_MAKER' }),
    );
  });

  test.each(['APPROVED', 'CONFIRMED'] as const)('is let go once: not when it is %s', (state) => {
    expect(() => assertApproval(state, 'bendahara', 'admin')).toThrow(
      expect.objectContaining({ code: 'REMITTANCE_ALREADY_APPROVED' }),
    );
  });

  test('has the number the bank gave it', () => {
    expect(transferReference(' FT26327-001 ')).toBe('FT26327-001');
    for (const typed of ['', ' ', 'x'.repeat(101), 'a\nb']) {
      expect(() => transferReference(typed)).toThrow(
        expect.objectContaining({ code: 'TRANSFER_REFERENCE_REFUSED' }),
      );
    }
  });
});
