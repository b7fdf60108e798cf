import { type LocalDate, type Month, parseKpj, type Rupiah } from '@lindungi/jamsostek';
import { CellRefused } from '../sheet/sheet.errors';
import { type RefusedRow, readRows, readTable } from '../sheet/sheet.rules';
import { type LineAnswer, MOST_LINES } from './remittance.rules';

/** A line of the list as BPJS gets it. No name and no NIK: those are beneficiaries', and are joined there by the worker's id. */
export interface ListedLine {
  id: string;
  workerId: string;
  month: Month;
  full: Rupiah;
  relief: number;
  amount: Rupiah;
  sources: readonly string[];
}

const OURS = [
  'no',
  'id_baris',
  'id_pekerja',
  'bulan_iuran',
  'iuran_penuh',
  'keringanan_persen',
  'jumlah',
  'dasar_hukum',
] as const;

/** What beneficiaries writes beside a line in the list with names (DUTK). It comes back with it, and is read by nobody here. */
const OF_THE_PERSON = ['nik', 'nama', 'tanggal_lahir', 'pekerjaan', 'dasar_upah'] as const;

/** The branch fills these in, and sends the same file back. */
const THEIRS = ['hasil', 'kpj', 'nomor_tanda_terima', 'alasan'] as const;

export const LIST_HEAD: readonly string[] = [...OURS, ...THEIRS];

/** The list as rows under `LIST_HEAD`; what BPJS answers is left empty. */
export function listRows(lines: readonly ListedLine[]): (string | number)[][] {
  return lines.map((line, at) => [
    ...[at + 1, line.id, line.workerId, line.month, line.full, line.relief, line.amount],
    ...[line.sources.join('; '), '', '', '', ''],
  ]);
}

/**
 * BPJS's answers out of the same file, or of the one with names, a row per line of the list; every bad row is refused by itself.
 *
 * @param table    the heads first
 * @param lineIds  of the list
 * @throws SheetMalformed, SheetColumnsWrong
 */
export function readAnswers(
  table: readonly string[][],
  lineIds: ReadonlySet<string>,
): { answers: LineAnswer[]; refused: RefusedRow[] } {
  const rows = readTable(table, ['id_baris', ...THEIRS], [...OURS, ...OF_THE_PERSON], MOST_LINES);
  const seen = new Map<string, number>();
  const { read, refused } = readRows(rows, ({ row, cells }) => {
    const lineId = cells.id_baris.toLowerCase();
    if (!lineIds.has(lineId)) {
      throw new CellRefused('id_baris', { id: 'bukan dari setoran ini.', en: 'not of this remittance.' });
    }
    const before = seen.get(lineId);
    if (before !== undefined) {
      throw new CellRefused('id_baris', {
        id: `sudah dijawab di baris ${before}.`,
        en: `answered in row ${before} already.`,
      });
    }
    seen.set(lineId, row);
    return answerIn(lineId, cells);
  });
  return { answers: read, refused };
}

function answerIn(lineId: string, cells: Record<(typeof THEIRS)[number], string>): LineAnswer {
  const { hasil, kpj, nomor_tanda_terima: receipt, alasan: reason } = cells;
  switch (hasil.toUpperCase()) {
    case 'DITERIMA':
      needed('nomor_tanda_terima', receipt);
      mustBeEmpty('alasan', reason);
      if (kpj !== '') kpjIn(kpj);
      return { lineId, accepted: true, receipt, kpj };
    case 'DITOLAK':
      needed('alasan', reason);
      mustBeEmpty('nomor_tanda_terima', receipt);
      return { lineId, accepted: false, reason };
    default:
      throw new CellRefused('hasil', {
        id: 'tulis DITERIMA atau DITOLAK.',
        en: 'write DITERIMA or DITOLAK.',
      });
  }
}

/** `1.23457E+19`: what spreadsheets make of a long number. */
const ROUNDED = /^\d(?:[.,]\d+)?e\+\d+$/i;

function needed(column: string, text: string): void {
  if (text === '' || text.length > 200) {
    throw new CellRefused(column, {
      id: 'wajib, paling panjang 200 huruf.',
      en: 'needed, at most 200 letters.',
    });
  }
  if (ROUNDED.test(text)) {
    throw new CellRefused(column, {
      id: 'lembar kerja telah membulatkan angka ini; tulislah sebagai teks.',
      en: 'a spreadsheet has rounded this number; write it as a text.',
    });
  }
}

function mustBeEmpty(column: string, text: string): void {
  if (text !== '') throw new CellRefused(column, { id: 'harus kosong di sini.', en: 'must be empty here.' });
}

function kpjIn(text: string): void {
  try {
    parseKpj(text);
  } catch {
    throw new CellRefused('kpj', { id: 'sebelas angka, atau kosong.', en: 'eleven digits, or empty.' });
  }
}

/** What is kept of a line that BPJS has answered. */
export interface KeptAnswer {
  id: string;
  state: string;
  receipt: string | null;
  reason: string | null;
}

/** Whether a file says of every line what is kept already: then it changes nothing, and is no mistake. */
export function saysTheSame(kept: readonly KeptAnswer[], answers: readonly LineAnswer[]): boolean {
  const said = new Map(answers.map((it) => [it.lineId, it]));
  return (
    kept.length === answers.length &&
    kept.every(({ id, state, receipt, reason }) => {
      const it = said.get(id);
      if (!it) return false;
      return it.accepted
        ? state === 'ACCEPTED' && it.receipt === receipt
        : state === 'REJECTED' && it.reason === reason;
    })
  );
}

/** `daftar-iuran-semarang-pemuda-2026-11-22-1a2b3c4d` */
export const listName = (branch: string, preparedOn: LocalDate, id: string): string =>
  `daftar-iuran-${branch}-${preparedOn}-${id.slice(0, 8)}`;
