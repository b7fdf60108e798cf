import { stringify } from 'csv-stringify/sync';
import writeXlsxFile from 'write-excel-file/node';

type Cell = string | number;

/** A table as CSV, in UTF-8 with the mark by which spreadsheets know it; no cell begins a formula. */
export function csvOf(head: readonly string[], rows: readonly (readonly Cell[])[]): Buffer {
  return Buffer.from(
    stringify([[...head], ...rows.map((row) => [...row])], { bom: true, escape_formulas: true }),
  );
}

/** The same as XLSX, in one sheet: texts are texts and numbers numbers, so that nothing is worked out. */
export function xlsxOf(
  sheet: string,
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
): Promise<Buffer> {
  const heads = head.map((value) => ({ value, type: String, fontWeight: 'bold' as const }));
  const cells = rows.map((row) =>
    row.map((value) => (typeof value === 'number' ? { value, type: Number } : { value, type: String })),
  );
  return writeXlsxFile([heads, ...cells], { sheet, stickyRowsCount: 1 }).toBuffer();
}
