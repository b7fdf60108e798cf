import { inForce, type Law, type LocalDate, localDate, type Month, type Rupiah } from '@lindungi/jamsostek';

/** One line of a list: a worker and a month, with what billing priced and what this city knows of the worker. */
export interface DutkLine {
  number: number;
  /** Billing's id of the line: by it the branch's answer comes back. */
  lineId: string;
  nik: string;
  name: string;
  birthDate: LocalDate;
  /** A code of the occupation catalogue. */
  occupation: string;
  month: Month;
  full: Rupiah;
  /** Percent. */
  relief: number;
  amount: Rupiah;
}

/** Ours first; the branch fills in the last four, as in the list that billing prints, and sends the file back. */
export const DUTK_HEAD = [
  'no',
  'id_baris',
  'nik',
  'nama',
  'tanggal_lahir',
  'pekerjaan',
  'bulan_iuran',
  'dasar_upah',
  'iuran_penuh',
  'keringanan_persen',
  'jumlah',
  'hasil',
  'kpj',
  'nomor_tanda_terima',
  'alasan',
] as const;

/**
 * A line as a row under `DUTK_HEAD`. The NIK is a text: as a number a spreadsheet would round it.
 *
 * Source: what BPJS asks of a participant, UU 40/2004 and the branches' *Data Upah Tenaga Kerja* (domain notes,
 * section 4.1); the base wage is the lowest bracket's, PP 44/2015 Lampiran II.
 */
export function dutkRow(law: Law, line: DutkLine): (string | number)[] {
  const work = law.occupations.find(({ code }) => code === line.occupation)?.name ?? line.occupation;
  const base = inForce(law.accidentDeath.base, localDate(`${line.month}-01`)).value;
  return [
    ...[line.number, line.lineId, line.nik, line.name, line.birthDate, work],
    ...[line.month, base, line.full, line.relief, line.amount],
    ...['', '', '', ''],
  ];
}

/** `dutk-semarang-pemuda-2026-11-22-1a2b3c4d` */
export const dutkName = (branch: string, approvedOn: LocalDate, id: string): string =>
  `dutk-${branch}-${approvedOn}-${id.slice(0, 8)}`;
