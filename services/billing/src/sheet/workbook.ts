import { assertUnpacksSmall } from '@lindungi/subgraph';
import readXlsxFile from 'read-excel-file/node';
import { SheetMalformed } from './sheet.errors';

export type Cell = string | number | boolean | Date | null;

/** Whether these bytes say of themselves that they are a workbook, whatever the file is called. */
export const isWorkbook = (bytes: Buffer): boolean =>
  bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04';

/**
 * The cells of a workbook's first sheet.
 *
 * @throws Error of whatever kind, when it is none, or is larger unpacked than it may be
 */
export async function readWorkbook(bytes: Buffer): Promise<Cell[][]> {
  assertUnpacksSmall(bytes);
  const [sheet] = await readXlsxFile(bytes);
  return (sheet?.data ?? []) as Cell[][];
}

/**
 * A workbook as the table of texts that a CSV of it would be; empty rows are left out.
 *
 * @throws SheetMalformed
 */
export async function tableInWorkbook(bytes: Buffer): Promise<string[][]> {
  const rows = await readWorkbook(bytes).catch(() => {
    throw new SheetMalformed(null, {
      id: 'ini bukan lembar kerja XLSX yang dapat dibaca.',
      en: 'this is no XLSX that can be read.',
    });
  });
  return rows.map((row) => row.map(textOf)).filter((row) => row.some((text) => text !== ''));
}

/** As a person reads the cell; a number that a spreadsheet has rounded keeps its E, and so is seen to be no number. */
function textOf(cell: Cell): string {
  if (cell === null) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell === 'number' && !Number.isSafeInteger(cell)) return cell.toExponential();
  return String(cell);
}
