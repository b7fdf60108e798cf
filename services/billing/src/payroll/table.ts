import { createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DomainError } from '@lindungi/jamsostek';
import { assertUnpacksSmall } from '@lindungi/subgraph';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify';
import readXlsxFile from 'read-excel-file/node';
import writeXlsxFile, { type SheetData } from 'write-excel-file/node';
import { COLUMNS, type Deduction, rowOf } from './deduction.rules';

/** The bytes are neither a workbook nor a table of text. */
export class FileUnreadable extends DomainError {
  readonly code = 'FILE_UNREADABLE';

  constructor() {
    super({
      id: 'Berkas ini bukan XLSX, dan bukan CSV dalam UTF-8.',
      en: 'This file is neither XLSX nor CSV in UTF-8.',
    });
  }
}

type Cell = string | number | boolean | Date | null;

/** The hash by which the same file is known again. */
export const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/**
 * A deduction file as CSV, written as fast as it is taken: semicolons and a byte order mark, as spreadsheets in
 * Indonesia expect, and nothing in it that they would compute.
 */
export async function writeCsv(pages: AsyncIterable<Deduction[]>, out: Writable): Promise<void> {
  const csv = stringify({
    bom: true,
    delimiter: ';',
    record_delimiter: 'windows',
    header: true,
    columns: [...COLUMNS],
  });
  await pipeline(rowsOf(pages), csv, out);
}

async function* rowsOf(pages: AsyncIterable<Deduction[]>): AsyncGenerator<(string | number)[]> {
  for await (const page of pages) yield* page.map(rowOf);
}

/** The same as a workbook of one sheet; every text is a text to it, whatever it begins with. */
export async function writeXlsx(pages: AsyncIterable<Deduction[]>, out: Writable): Promise<void> {
  const sheet: SheetData = [COLUMNS.map((value) => ({ value, type: String, fontWeight: 'bold' }))];
  for await (const row of rowsOf(pages)) sheet.push(row.map(cellOf));
  out.end(await writeXlsxFile(sheet, { sheet: 'Potongan', stickyRowsCount: 1 }).toBuffer());
}

const cellOf = (value: string | number) =>
  typeof value === 'number' ? { value, type: Number } : { value, type: String };

/**
 * The cells of a file that a treasurer sent, CSV or XLSX, by what its bytes are and not by what it is called.
 *
 * @throws FileUnreadable
 */
export async function readTable(bytes: Buffer): Promise<Cell[][]> {
  try {
    if (bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04') return await readWorkbook(bytes);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (text.includes('\0')) throw new FileUnreadable();
    return parse(text, {
      bom: true,
      delimiter: [';', ',', '\t'],
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 10_000,
    });
  } catch {
    throw new FileUnreadable();
  }
}

async function readWorkbook(bytes: Buffer): Promise<Cell[][]> {
  assertUnpacksSmall(bytes);
  const [sheet] = await readXlsxFile(bytes);
  return (sheet?.data ?? []) as Cell[][];
}
