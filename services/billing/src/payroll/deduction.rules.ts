import type { Month, Rupiah } from '@lindungi/jamsostek';

/** What a treasurer deducts from one donor's pay. */
export interface Deduction {
  mandateNumber: string;
  signedAs: string;
  nipEnd: string;
  bank: string;
  workers: number;
  months: readonly Month[];
  amount: Rupiah;
}

/** Columns of the file, in order; the last three are the payroll's to fill in and send back. */
export const COLUMNS = [
  'nomor_kuasa',
  'nama',
  'nip_akhir',
  'bank',
  'pekerja',
  'bulan_iuran',
  'jumlah_potongan',
  'hasil',
  'jumlah_terpotong',
  'alasan',
] as const;

/** The row of one donor. Amounts are numbers, everything else is text that no spreadsheet computes. */
export function rowOf(of: Deduction): (string | number)[] {
  const { mandateNumber, signedAs, nipEnd, bank, workers, months, amount } = of;
  return [
    mandateNumber,
    inert(signedAs),
    `****${nipEnd}`,
    inert(bank),
    workers,
    months.join(' '),
    amount,
    '',
    '',
    '',
  ];
}

/**
 * A text that a spreadsheet shows and never runs: what could begin a formula is put behind an apostrophe, control
 * characters become spaces.
 *
 * Source: OWASP, CSV injection.
 */
export function inert(text: string): string {
  const plain = text.replace(/\p{Cc}/gu, ' ');
  return /^\s*[=+\-@＝＋－＠|%]/.test(plain) ? `'${plain}` : plain;
}
