import { type Month, type Words, writtenMonth } from '@lindungi/jamsostek';

/** What a person who leaves must know before anything else: when their cover ends. */
export function warningOf(left: {
  freed: readonly Month[];
  protectedUntil: Month | null;
  waits: boolean;
}): Words {
  const { freed, protectedUntil, waits } = left;
  const id = [
    protectedUntil
      ? `Perlindungan berlanjut sampai akhir ${writtenMonth(protectedUntil, 'id')}, lalu berakhir.`
      : 'Tidak ada bulan yang sudah dibayar: perlindungan berakhir sekarang.',
    freed.length > 0 ? `${freed.length} bulan yang belum dibayar dilepas.` : '',
    waits ? 'Data diri dihapus setelah BPJS Ketenagakerjaan menjawab bulan yang sudah dibayar.' : '',
  ];
  const en = [
    protectedUntil
      ? `Cover goes on until the end of ${writtenMonth(protectedUntil, 'en')}, and ends then.`
      : 'No month is paid: cover ends now.',
    freed.length > 0 ? `${freed.length} unpaid months are given up.` : '',
    waits ? 'The data go when BPJS Ketenagakerjaan has answered for the months that are paid.' : '',
  ];
  return { id: id.filter(Boolean).join(' '), en: en.filter(Boolean).join(' ') };
}
