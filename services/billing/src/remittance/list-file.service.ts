import type { LocalDate, Words } from '@lindungi/jamsostek';
import { type Context, type Doer, uuidOf } from '@lindungi/subgraph';
import type { InCity } from '@lindungi/tenancy';
import { type PrintedFile, printedFile } from '../printed-file';
import { csvOf, xlsxOf } from '../sheet/sheet.paper';
import {
  type KeptAnswer,
  LIST_HEAD,
  type ListedLine,
  listName,
  listRows,
  readAnswers,
  saysTheSame,
} from './list-file.rules';
import { linesOf, lockRemittance } from './listed.service';
import { RemittanceAlreadyConfirmed } from './remittance.errors';
import { answersOf, assertReceivedOn } from './remittance.rules';
import { confirmRemittance } from './remittance.service';

/** The list of a remittance as a file for BPJS, null when there is none. The oldest month comes first. */
export async function printList(
  ctx: Context,
  id: string,
  format: 'CSV' | 'XLSX',
): Promise<PrintedFile | null> {
  const [remittance] = await ctx.read<{ id: string; branch: string; preparedOn: LocalDate }>(
    `select id, branch, prepared_on as "preparedOn" from remittance where city_id = $1 and id = $2`,
    [ctx.city.code, uuidOf(id)],
  );
  if (!remittance) return null;
  const lines = await ctx.read<ListedLine>(
    `select sent.id, worker_id as "workerId", sent.month, full_amount as full, relief, sent.amount, sources
       from remittance_line sent join invoice_line line on line.city_id = sent.city_id
        and line.invoice_id = sent.invoice_id and line.month = sent.month
      where sent.city_id = $1 and remittance_id = $2 order by sent.month, sent.id`,
    [ctx.city.code, remittance.id],
  );
  const rows = listRows(lines);
  const name = listName(remittance.branch, remittance.preparedOn, remittance.id);
  return format === 'CSV'
    ? printedFile(name, 'csv', csvOf(LIST_HEAD, rows))
    : printedFile(name, 'xlsx', await xlsxOf('Daftar iuran', LIST_HEAD, rows));
}

/** BPJS's answer to a list as a file. */
export interface AnswerFile {
  remittanceId: string;
  receivedOn: LocalDate;
  /** Its cells, the heads first. */
  table: readonly string[][];
  /** Only look: nothing is booked. */
  dryRun: boolean;
}

/** What came of it. With one refused row nothing is booked; `booked` is false too for what was booked before. */
export interface FileAnswered {
  booked: boolean;
  accepted: number;
  rejected: number;
  refused: { row: number; code: string; words: Words }[];
}

/**
 * Books BPJS's answer out of a file, whole or not at all. The same file a second time changes nothing.
 *
 * @throws what `confirmRemittance` throws, SheetMalformed, SheetColumnsWrong
 */
export async function answerByFile(
  tx: InCity,
  file: AnswerFile,
  by: Doer,
  today: LocalDate,
): Promise<FileAnswered> {
  const { remittanceId, receivedOn, table, dryRun } = file;
  const { state, preparedOn } = await lockRemittance(tx, remittanceId);
  const ids = (await linesOf(tx, remittanceId)).map(({ id }) => id);
  const { answers, refused } = readAnswers(table, new Set(ids));
  const accepted = answers.filter((it) => it.accepted).length;
  const said = {
    accepted,
    rejected: answers.length - accepted,
    refused: refused.map(({ row, refusal: { code, words } }) => ({ row, code, words })),
  };
  if (refused.length > 0) return { booked: false, ...said };
  if (state === 'CONFIRMED') {
    if (!saysTheSame(await keptAnswers(tx, remittanceId), answers)) throw new RemittanceAlreadyConfirmed();
    return { booked: false, ...said };
  }
  if (dryRun) {
    answersOf(state, ids, answers);
    assertReceivedOn(receivedOn, preparedOn, today);
    return { booked: false, ...said };
  }
  const confirmation = { remittanceId, receivedOn, lines: answers };
  await confirmRemittance(tx, confirmation, by, today, 'answerRemittanceByFile');
  return { booked: true, ...said };
}

function keptAnswers(tx: InCity, remittanceId: string): Promise<KeptAnswer[]> {
  return tx.query<KeptAnswer>(
    'select id, state, receipt, reason from remittance_line where city_id = $1 and remittance_id = $2',
    [tx.city.code, remittanceId],
  );
}
