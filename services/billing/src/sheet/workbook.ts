import readXlsxFile from 'read-excel-file/node';
import { assertUnpacksSmall } from './unpacked';

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
