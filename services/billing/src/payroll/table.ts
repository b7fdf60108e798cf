import { createHash } from 'node:crypto';
import { DomainError } from '@lindungi/jamsostek';
import type { Sheet } from '@lindungi/subgraph';
import { parse } from 'csv-parse/sync';
import { type Cell, isWorkbook, readWorkbook } from '../sheet/workbook';
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

/** The hash by which the same file is known again. */
export const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** A deduction file as a table, a row per donor, made as fast as it is taken; nothing in it is computed. */
export const deductionSheet = (pages: AsyncIterable<Deduction[]>): Sheet => ({
  name: 'Potongan',
  head: COLUMNS,
  rows: rowsOf(pages),
});

async function* rowsOf(pages: AsyncIterable<Deduction[]>): AsyncGenerator<(string | number)[]> {
  for await (const page of pages) yield* page.map(rowOf);
}

/**
 * The cells of a file that a treasurer sent, CSV or XLSX, by what its bytes are and not by what it is called.
 *
 * @throws FileUnreadable
 */
export async function readTable(bytes: Buffer): Promise<Cell[][]> {
  try {
    if (isWorkbook(bytes)) return await readWorkbook(bytes);
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
