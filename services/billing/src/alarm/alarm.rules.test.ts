import { expect, test } from '@jest/globals';
import { reasonOf } from './alarm.rules';

test('a reason is kept as it was written, without spaces around it', () => {
  expect(reasonOf('  Donatur setuju dikembalikan (INV-3374-202611-000123).\n')).toBe(
    'Donatur setuju dikembalikan (INV-3374-202611-000123).',
  );
});

test.each([
  ['none', '  '],
  ['a very long one', 'x'.repeat(501)],
  ['one with a NIK', 'NIK 3374 1501 0190 0001 sudah dihubungi'],
  ['one with a telephone number', 'telepon 0812-3456-789'],
])('%s is refused', (_, reason) => expect(() => reasonOf(reason)).toThrow(/1 to 500|1 sampai 500/));
