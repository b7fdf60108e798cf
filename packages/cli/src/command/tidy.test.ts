import { describe, expect, test } from '@jest/globals';
import { OperatorError } from '../operator-error';
import { readTidy } from './tidy';

describe('what is thrown away', () => {
  test('is three months old unless said otherwise', () => {
    expect(readTidy([])).toEqual({ days: 90, dryRun: false });
    expect(readTidy(['--days', '30', '--dry-run'])).toEqual({ days: 30, dryRun: true });
  });

  test.each(['6', '0', '-1', '1e9999', '7.5', 'tiga', ''])('is never decided by "%s" days', (days) => {
    expect(() => readTidy([`--days=${days}`])).toThrow(OperatorError);
  });
});
