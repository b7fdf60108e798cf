import { type Rupiah, rupiah, type Words } from '@lindungi/jamsostek';
import type { DeductionFailure } from './bill.rules';

/** A file of a payroll as it is understood: what it says of each donor, and what is wrong with it. */
export interface ResultRead {
  answers: Answer[];
  /** Rows that say nothing yet, or what is booked already. */
  unanswered: number;
  problems: Problem[];
}

/** What a payroll says of one donor. */
export interface Answer {
  /** As a spreadsheet counts: the heading is row 1. */
  row: number;
  mandateId: string;
  deducted: Rupiah;
  /** Why it was not deducted, or not whole. */
  reason: DeductionFailure | null;
}

export interface Problem {
  row: number;
  column: string;
  code: string;
  words: Words;
}

/** What a bill asks of one donor, and what was answered before. */
export interface Asked {
  mandateId: string;
  /** Awaited still; 0 when all is answered, or the mandate was revoked. */
  open: Rupiah;
  /** Collected by this bill already. */
  collected: Rupiah;
  /** Whether this bill was answered for the donor. */
  answered: boolean;
}

const MOST_ROWS = 20_000;
const NEEDED = ['nomor_kuasa', 'hasil', 'jumlah_terpotong', 'alasan'] as const;

/** The reasons as treasurers write them. */
const REASONS = new Map<string, DeductionFailure>([
  ['GAJI_KURANG', 'PAY_TOO_SMALL'],
  ['PINDAH', 'MOVED'],
  ['PENSIUN', 'RETIRED'],
  ['LAINNYA', 'OTHER'],
]);

type Cell = string | number | boolean | Date | null | undefined;

/**
 * Reads what a payroll sent back, row by row; nothing is booked. Every mistake is told with its row and its column.
 *
 * Amounts are whole rupiah in plain digits: no separators, no exponent, no other script's digits.
 *
 * @param table  rows of cells, the heading first
 * @param bill   what was asked, by the mandate's number
 */
export function readResult(
  table: readonly (readonly Cell[])[],
  bill: ReadonlyMap<string, Asked>,
): ResultRead {
  const [heading = [], ...rows] = table;
  const at = new Map(heading.map((cell, index) => [textOf(cell).toLowerCase(), index]));
  const missing = NEEDED.filter((name) => !at.has(name));
  const file = (code: string, column: string, words: Words): ResultRead => ({
    answers: [],
    unanswered: 0,
    problems: [{ row: 1, column, code, words }],
  });
  if (missing.length > 0) {
    return file('COLUMN_MISSING', missing.join(' '), {
      id: `Kolom ini tidak ada: ${missing.join(', ')}.`,
      en: `These columns are missing: ${missing.join(', ')}.`,
    });
  }
  if (rows.length > MOST_ROWS) {
    return file('TOO_MANY_ROWS', '', {
      id: `Berkas memuat paling banyak ${MOST_ROWS} baris.`,
      en: `A file has at most ${MOST_ROWS} rows.`,
    });
  }
  const read: ResultRead = { answers: [], unanswered: 0, problems: [] };
  const firstRow = new Map<string, number>();
  rows.forEach((cells, index) => {
    const cell = (name: (typeof NEEDED)[number]) => cells[at.get(name)!];
    if (cells.every((it) => textOf(it) === '')) return;
    readRow(index + 2, cell, bill, firstRow, read);
  });
  return read;
}

type Mistake = readonly [column: (typeof NEEDED)[number], code: keyof typeof MISTAKES];

function readRow(
  row: number,
  cell: (name: (typeof NEEDED)[number]) => Cell,
  bill: ReadonlyMap<string, Asked>,
  firstRow: Map<string, number>,
  read: ResultRead,
): void {
  const number = textOf(cell('nomor_kuasa')).toUpperCase();
  const asked = bill.get(number);
  const meant = asked ? meaningOf(asked, cell) : (['nomor_kuasa', 'NOT_IN_BILL'] as const);
  const wrong = asked && firstRow.has(number) ? (['nomor_kuasa', 'ROW_REPEATED'] as const) : meant;
  firstRow.set(number, row);
  if (wrong === 'NO_NEWS') read.unanswered += 1;
  else if ('deducted' in wrong) read.answers.push({ row, ...wrong });
  else read.problems.push({ row, column: wrong[0], code: wrong[1], words: MISTAKES[wrong[1]] });
}

/** What a row says of one donor, what is wrong with it, or that it says nothing new. */
function meaningOf(
  asked: Asked,
  cell: (name: (typeof NEEDED)[number]) => Cell,
): Omit<Answer, 'row'> | Mistake | 'NO_NEWS' {
  const outcome = textOf(cell('hasil')).toUpperCase();
  if (outcome === '') return 'NO_NEWS';
  if (outcome !== 'BERHASIL' && outcome !== 'GAGAL') return ['hasil', 'OUTCOME_UNKNOWN'];

  const said = amountOf(cell('jumlah_terpotong'));
  if (said === undefined) return ['jumlah_terpotong', 'AMOUNT_MALFORMED'];
  const reason = reasonOf(cell('alasan'));
  if (reason === undefined) return ['alasan', 'REASON_UNKNOWN'];
  return outcome === 'GAGAL' ? failed(asked, said, reason) : succeeded(asked, said, reason);
}

function failed(asked: Asked, said: Rupiah | null, reason: DeductionFailure | null) {
  if (said !== null && said > 0) return ['jumlah_terpotong', 'AMOUNT_OF_A_FAILURE'] as const;
  if (reason === null) return ['alasan', 'REASON_MISSING'] as const;
  if (asked.collected > 0) return ['hasil', 'ALREADY_ANSWERED'] as const;
  if (asked.answered || asked.open === 0) return 'NO_NEWS';
  return { mandateId: asked.mandateId, deducted: rupiah(0), reason };
}

function succeeded(asked: Asked, said: Rupiah | null, reason: DeductionFailure | null) {
  const deducted = said ?? rupiah(asked.open + asked.collected);
  if (said === 0) return ['jumlah_terpotong', 'NOTHING_DEDUCTED'] as const;
  if (asked.answered)
    return deducted === asked.collected ? 'NO_NEWS' : (['hasil', 'ALREADY_ANSWERED'] as const);
  if (asked.open === 0) return ['hasil', 'NOTHING_ASKED'] as const;
  if (deducted > asked.open) return ['jumlah_terpotong', 'MORE_THAN_ASKED'] as const;
  return {
    mandateId: asked.mandateId,
    deducted,
    reason: deducted < asked.open ? (reason ?? 'PAY_TOO_SMALL') : null,
  };
}

/** null for an empty cell, undefined for what is no reason. */
function reasonOf(cell: Cell): DeductionFailure | null | undefined {
  const text = textOf(cell).toUpperCase().replace(/\s+/g, '_');
  return text === '' ? null : REASONS.get(text);
}

/** null for an empty cell, undefined for what is no amount. */
function amountOf(cell: Cell): Rupiah | null | undefined {
  if (typeof cell === 'number') return Number.isSafeInteger(cell) && cell >= 0 ? rupiah(cell) : undefined;
  const text = textOf(cell);
  if (text === '') return null;
  return /^[0-9]{1,12}$/.test(text) ? rupiah(Number(text)) : undefined;
}

/** As it was meant: without the apostrophe that keeps a text from being computed. */
function textOf(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  return String(cell).trim().replace(/^'/, '');
}

const MISTAKES = {
  NOT_IN_BILL: {
    id: 'Nomor kuasa ini tidak ada dalam tagihan OPD bulan ini.',
    en: "This mandate's number is not in the agency's bill of this month.",
  },
  ROW_REPEATED: { id: 'Nomor kuasa ini muncul dua kali.', en: "This mandate's number is there twice." },
  OUTCOME_UNKNOWN: { id: 'Tulis BERHASIL atau GAGAL.', en: 'Write BERHASIL or GAGAL.' },
  AMOUNT_MALFORMED: {
    id: 'Tulis rupiah utuh dengan angka 0-9 saja, tanpa titik, koma atau huruf.',
    en: 'Write whole rupiah in the digits 0-9 alone, without points, commas or letters.',
  },
  REASON_UNKNOWN: {
    id: 'Alasan adalah GAJI_KURANG, PINDAH, PENSIUN atau LAINNYA.',
    en: 'A reason is GAJI_KURANG, PINDAH, PENSIUN or LAINNYA.',
  },
  REASON_MISSING: { id: 'Potongan yang gagal perlu alasan.', en: 'A failed deduction needs a reason.' },
  AMOUNT_OF_A_FAILURE: {
    id: 'Potongan yang gagal tidak punya jumlah; kosongkan atau tulis 0.',
    en: 'A failed deduction has no amount; leave it empty or write 0.',
  },
  NOTHING_DEDUCTED: {
    id: 'Potongan yang berhasil lebih dari 0.',
    en: 'A deduction that succeeded is more than 0.',
  },
  MORE_THAN_ASKED: {
    id: 'Terpotong lebih banyak dari tagihan; kembalikan selisihnya kepada pegawai.',
    en: 'More was deducted than asked; give the difference back to the employee.',
  },
  ALREADY_ANSWERED: {
    id: 'Baris ini sudah dibukukan dengan hasil lain.',
    en: 'This row is booked already, with another outcome.',
  },
  NOTHING_ASKED: {
    id: 'Kuasa ini sudah dicabut; kembalikan potongan kepada pegawai.',
    en: 'This mandate is revoked; give the deduction back to the employee.',
  },
} as const satisfies Record<string, Words>;

/** One line of a bill that waits for the payroll's answer. */
export interface OpenLine {
  invoiceId: string;
  month: string;
  amount: Rupiah;
}

/**
 * What each line gets of what was deducted from one donor, the earliest month first.
 *
 * @returns the lines with what was collected of them, and what is left over when lines were withdrawn meanwhile
 */
export function spread<Line extends OpenLine>(
  lines: readonly Line[],
  deducted: Rupiah,
): { lines: (Line & { collected: Rupiah })[]; left: Rupiah } {
  let left: number = deducted;
  const spreadOver = lines.map((line) => {
    const collected = rupiah(Math.min(left, line.amount));
    left -= collected;
    return { ...line, collected };
  });
  return { lines: spreadOver, left: rupiah(left) };
}
