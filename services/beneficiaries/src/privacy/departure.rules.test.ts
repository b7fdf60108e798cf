import { expect, test } from '@jest/globals';
import { warningOf } from './departure.rules';

test.each([
  [
    { freed: ['2027-01', '2027-02'], protectedUntil: '2026-12', waits: true },
    'Perlindungan berlanjut sampai akhir Desember 2026, lalu berakhir. 2 bulan yang belum dibayar dilepas. ' +
      'Data diri dihapus setelah BPJS Ketenagakerjaan menjawab bulan yang sudah dibayar.',
    'Cover goes on until the end of December 2026, and ends then. 2 unpaid months are given up. ' +
      'The data go when BPJS Ketenagakerjaan has answered for the months that are paid.',
  ],
  [
    { freed: [], protectedUntil: null, waits: false },
    'Tidak ada bulan yang sudah dibayar: perlindungan berakhir sekarang.',
    'No month is paid: cover ends now.',
  ],
] as const)('who leaves is told when cover ends', (left, id, en) =>
  expect(warningOf(left)).toEqual({ id, en }),
);
