import { expect, test } from '@jest/globals';
import { rupiah } from './rupiah';
import { writtenDate, writtenMonth, writtenRupiah } from './written';

test('money, months and days are written as people of either language write them', () => {
  expect(writtenRupiah(rupiah(206_060_400), 'id')).toBe('Rp206.060.400');
  expect(writtenRupiah(rupiah(206_060_400), 'en')).toBe('Rp206,060,400');
  expect(writtenMonth('2027-03', 'id')).toBe('Maret 2027');
  expect(writtenMonth('2027-03', 'en')).toBe('March 2027');
  expect(writtenDate('2027-05-01', 'id')).toBe('1 Mei 2027');
  expect(writtenDate('2027-05-01', 'en')).toBe('1 May 2027');
});
