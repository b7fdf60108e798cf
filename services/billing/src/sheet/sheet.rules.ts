import { DomainError, type LocalDate, localDate, type Rupiah, rupiah } from '@lindungi/jamsostek';
import { CsvError, parse } from 'csv-parse/sync';
import { CellRefused, SheetColumnsWrong, SheetMalformed } from './sheet.errors';

/** A row of a table, numbered as in the sheet: the heads are row 1. */
export interface SheetRow<Column extends string> {
  row: number;
  cells: Record<Column, string>;
}

/** A row that was refused, with its sentence. */
export interface RefusedRow {
  row: number;
  refusal: DomainError;
}

/** Letters of a whole file: what one request to the gateway carries is 32 KiB. */
export const LONGEST_SHEET = 30_000;

/**
 * Reads a CSV whose first row names its columns; `,` and `;` both separate, as spreadsheets here write either.
 * Nothing is guessed: an unknown column, a row of another length or an open quote refuses the whole file.
 *
 * @param needed   columns that must be there
 * @param allowed  columns that may be there, and are passed over
 * @throws SheetMalformed, SheetColumnsWrong
 */
export function readSheet<Column extends string>(
  text: string,
  needed: readonly Column[],
  allowed: readonly string[],
  mostRows: number,
): SheetRow<Column>[] {
  return readTable(tableIn(text), needed, allowed, mostRows);
}

/**
 * The table in a CSV that came in a request.
 *
 * @throws SheetMalformed
 */
export function tableIn(text: string): string[][] {
  if (text.length > LONGEST_SHEET) throw tooLong(LONGEST_SHEET, 'huruf', 'letters');
  return tableOf(text);
}

/**
 * The table in a file's bytes, which are a CSV in UTF-8.
 *
 * @throws SheetMalformed
 */
export function tableInText(bytes: Buffer): string[][] {
  try {
    return tableOf(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (error) {
    throw error instanceof SheetMalformed ? error : new SheetMalformed(null, unreadable);
  }
}

/**
 * Reads a table whose first row names its columns, as `readSheet` does.
 *
 * @throws SheetMalformed, SheetColumnsWrong
 */
export function readTable<Column extends string>(
  [heads = [], ...rows]: readonly string[][],
  needed: readonly Column[],
  allowed: readonly string[],
  mostRows: number,
): SheetRow<Column>[] {
  const names = heads.map((head) => head.trim().toLowerCase());
  const missing = needed.filter((column) => !names.includes(column));
  const known: readonly string[] = [...needed, ...allowed];
  const unknown = names.filter((name, at) => !known.includes(name) || names.indexOf(name) !== at);
  if (missing.length + unknown.length > 0) throw new SheetColumnsWrong(missing, unknown);
  if (rows.length === 0) {
    throw new SheetMalformed(null, { id: 'Berkas tidak memuat satu baris pun.', en: 'The file has no row.' });
  }
  if (rows.length > mostRows) throw tooLong(mostRows, 'baris', 'rows');
  return rows.map((values, at) => ({
    row: at + 2,
    cells: Object.fromEntries(names.map((name, place) => [name, (values[place] ?? '').trim()])) as Record<
      Column,
      string
    >,
  }));
}

function tableOf(text: string): string[][] {
  if (text.includes('\0')) throw new SheetMalformed(null, unreadable);
  const [first = ''] = text.split(/\r?\n/, 1);
  const delimiter = first.split(';').length > first.split(',').length ? ';' : ',';
  try {
    return parse(text, { bom: true, delimiter, skip_empty_lines: true }) as string[][];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const row = typeof error.lines === 'number' ? error.lines : null;
    const length = error.code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH';
    throw new SheetMalformed(
      row,
      length ? { id: 'jumlah kolomnya lain.', en: 'it has another number of columns.' } : unreadable,
    );
  }
}

const unreadable = { id: 'ini bukan tabel CSV yang dapat dibaca.', en: 'this is no CSV that can be read.' };

const tooLong = (most: number, id: string, en: string) =>
  new SheetMalformed(null, {
    id: `Satu berkas memuat paling banyak ${most} ${id}; kirim sisanya dalam berkas lain.`,
    en: `A file has at most ${most} ${en}; send the rest in another.`,
  });

/**
 * Reads rows one by one; a bad row is refused alone, so that all mistakes are seen at once.
 *
 * @param read  throws a `DomainError` for a row it refuses
 */
export function readRows<Column extends string, Read>(
  rows: readonly SheetRow<Column>[],
  read: (row: SheetRow<Column>) => Read,
): { read: Read[]; refused: RefusedRow[] } {
  const good: Read[] = [];
  const refused: RefusedRow[] = [];
  for (const row of rows) {
    try {
      good.push(read(row));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refused.push({ row: row.row, refusal: error });
    }
  }
  return { read: good, refused };
}

/**
 * A sum of money as a bank writes it: `8400`, `8400.00`, `8.400`, `8.400,00` or `8,400.00`. Whole rupiah, more than
 * zero; figures of other scripts, signs, powers and other currencies are refused.
 *
 * @throws CellRefused
 */
export function amountIn(column: string, text: string): Rupiah {
  const said = /^(?:Rp ?)?(\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+|\d+)(?:[.,]00)?$/.exec(text);
  const digits = said?.[1]?.replace(/[.,]/g, '') ?? '';
  if (digits === '' || digits.length > 15 || Number(digits) === 0) {
    throw new CellRefused(column, {
      id: `"${shown(text)}" bukan jumlah rupiah bulat yang lebih dari nol.`,
      en: `"${shown(text)}" is no whole amount of rupiah above zero.`,
    });
  }
  return rupiah(Number(digits));
}

/** `2026-11-22`, `22/11/2026` or `22-11-2026`. @throws CellRefused */
export function dayIn(column: string, text: string): LocalDate {
  const [, day, month, year] = /^(\d{2})[/-](\d{2})[/-](\d{4})$/.exec(text) ?? [];
  try {
    return localDate(year ? `${year}-${month}-${day}` : text);
  } catch {
    throw new CellRefused(column, {
      id: `"${shown(text)}" bukan tanggal (contoh: 2026-11-22).`,
      en: `"${shown(text)}" is no day (like 2026-11-22).`,
    });
  }
}

/** A mistake is shown short, and without a number that may be a person's. */
export const shown = (text: string): string => text.slice(0, 30).replace(/\d{9,}/g, '…');
