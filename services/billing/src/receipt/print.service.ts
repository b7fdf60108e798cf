import type { KeyObject } from 'node:crypto';
import type { Context } from '@lindungi/subgraph';
import { type PrintedFile, printedFile } from '../printed-file';
import { pdfOf, tableOf } from './paper';
import { linesOfReceipts, monthsOfReceiptLines, readReceipt } from './receipt.loaders';
import { type Paper, payerName, receiptCode } from './receipt.rules';

const COLUMNS = ['amount', 'firstDay', 'lastDay', 'issuedOn'];

/**
 * A receipt as a file, with the states of today; null where the caller may not see it.
 *
 * @param name  printed, and kept nowhere
 * @throws PayerNameRefused
 */
export async function printReceipt(
  ctx: Context,
  key: KeyObject,
  id: string,
  format: 'PDF' | 'CSV',
  name: string | null | undefined,
): Promise<PrintedFile | null> {
  const payer = payerName(name);
  const receipt = await readReceipt(id, ctx, COLUMNS);
  if (!receipt) return null;

  const [lines = []] = await linesOfReceipts([receipt], ctx);
  const months = await monthsOfReceiptLines(lines, ctx);
  const { amount, firstDay, lastDay, issuedOn } = receipt;
  const { city, today: printedOn } = ctx;
  const code = receiptCode(key, city.code, receipt.id);
  const paper: Paper = {
    ...{ city: city.name, movement: city.movement, portal: city.portal },
    ...{ id: receipt.id, code, payer, amount, firstDay, lastDay, issuedOn, printedOn },
    lines: lines.map((line, at) => ({ ...line, months: months[at] ?? [] })),
  };
  const file = `tanda-terima-${issuedOn}-${receipt.id.slice(0, 8)}`;
  return format === 'PDF'
    ? printedFile(file, 'pdf', await pdfOf(paper))
    : printedFile(file, 'csv', tableOf(paper));
}
