import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type SheetRow, writeXlsx } from '@lindungi/subgraph';
import { stringify } from 'csv-stringify/sync';

/** A table as CSV, in UTF-8 with the mark by which spreadsheets know it; no cell begins a formula. */
export function csvOf(head: readonly string[], rows: readonly SheetRow[]): Buffer {
  return Buffer.from(
    stringify([[...head], ...rows.map((row) => [...row])], { bom: true, escape_formulas: true }),
  );
}

/** The same as XLSX, in one sheet: texts are texts and numbers numbers, so that nothing is worked out. */
export async function xlsxOf(
  name: string,
  head: readonly string[],
  rows: readonly SheetRow[],
): Promise<Buffer> {
  const out = new PassThrough();
  const whole = buffer(out);
  async function* given() {
    yield* rows;
  }
  await writeXlsx({ name, head, rows: given() }, out);
  return whole;
}
