import { expect, test } from '@jest/globals';
import { tableOf } from './table';

test('a table is as wide as its widest cells, and nothing hangs over its end', () => {
  const rows = [
    ['kota', 'baris'],
    ['3374', '1'],
    ['semua', '12'],
  ];
  expect(tableOf(rows)).toBe(['kota   baris', '-----  -----', '3374   1', 'semua  12'].join('\n'));
});
