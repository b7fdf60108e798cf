import { randomUUID } from 'node:crypto';
import type { LocalDate, Rupiah, Words } from '@lindungi/jamsostek';
import type { Doer } from '@lindungi/subgraph';
import { type InCity, paymentWays, recordDeed } from '@lindungi/tenancy';
import type { RefusedRow } from '../sheet/sheet.rules';
import { readMt940 } from './mt940.rules';
import { Statement, StatementLine } from './statement.entity';
import { AccountMalformed } from './statement.errors';
import {
  type ApprovedTransfer,
  accountNumber,
  type BankLine,
  type BilledAgency,
  keysOf,
  numbersIn,
  type OpenInvoice,
  proposalOf,
  readStatementCsv,
  squeezed,
} from './statement.rules';

/** A statement as its bank gives it out. */
export interface BankFile {
  account: string;
  format: 'CSV' | 'MT940';
  content: string;
}

/** What came of an import. With one refused row nothing is kept. */
export interface Imported {
  /** null: every line was there already, or a row was refused. */
  statementId: string | null;
  imported: number;
  known: number;
  refused: { row: number; code: string; words: Words }[];
}

/**
 * Keeps what a bank says of the city's account, each line once in whichever file it stands, and proposes what each
 * is. Nothing is booked by it.
 *
 * @throws AccountMalformed, SheetMalformed, SheetColumnsWrong, Mt940Malformed, StatementUnbalanced
 */
export async function importStatement(tx: InCity, file: BankFile, by: Doer): Promise<Imported> {
  const account = accountNumber(file.account);
  const { lines, refused } = read(file, account);
  if (refused.length > 0) {
    const inWords = refused.map(({ row, refusal: { code, words } }) => ({ row, code, words }));
    return { statementId: null, imported: 0, known: 0, refused: inWords };
  }
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `statement ${tx.city.code} ${account}`,
  ]);
  const keyed = keysOf(lines).map((key, at) => ({ ...lines[at]!, key }));
  const known = await knownKeys(
    tx,
    account,
    keyed.map(({ key }) => key),
  );
  const fresh = keyed.filter(({ key }) => !known.has(key.toString('hex')));
  if (fresh.length === 0) return { statementId: null, imported: 0, known: lines.length, refused: [] };

  const id = randomUUID();
  const days = fresh.map(({ bookedOn }) => bookedOn).sort();
  const [firstDay = days[0]!, lastDay = days.at(-1)!] = [days[0], days.at(-1)];
  tx.insert(Statement, { id, account, format: file.format, firstDay, lastDay, importedBy: by.subject });
  tx.insert(StatementLine, await proposed(tx, id, account, fresh));
  const counts = { imported: fresh.length, known: lines.length - fresh.length };
  recordDeed(tx, {
    ...{ by, act: 'importStatement', kind: 'Statement', object: id },
    after: { format: file.format, firstDay, lastDay, ...counts },
  });
  return { statementId: id, ...counts, refused: [] };
}

function read({ format, content }: BankFile, account: string): { lines: BankLine[]; refused: RefusedRow[] } {
  if (format === 'CSV') return readStatementCsv(content);
  const said = readMt940(content);
  // an MT940 names its account; it must be the one it is imported for
  if (accountNumber(said.account) !== account) throw new AccountMalformed();
  return { lines: said.lines, refused: [] };
}

async function knownKeys(tx: InCity, account: string, keys: readonly Buffer[]): Promise<Set<string>> {
  const rows = await tx.query<{ key: Buffer }>(
    'select key from statement_line where city_id = $1 and account = $2 and key = any($3::bytea[])',
    [tx.city.code, account, keys],
  );
  return new Set(rows.map(({ key }) => key.toString('hex')));
}

/** The lines with what each probably is. An invoice is proposed by its amount alone to one line only. */
async function proposed(
  tx: InCity,
  statementId: string,
  account: string,
  lines: readonly (BankLine & { key: Buffer })[],
): Promise<Partial<StatementLine>[]> {
  const invoices = await invoicesFor(tx, lines);
  const [transfers, bills] = [await approvedTransfers(tx), await billsFor(tx, lines)];
  const providers = paymentWays(tx.city).map(({ provider }) => provider);
  const taken = new Set<string>();
  return lines.map((line, at) => {
    const proposal = proposalOf(line, invoices, transfers, bills, taken, providers);
    if (proposal.invoiceId) taken.add(proposal.invoiceId);
    const state = proposal.matchedBy ? 'PROPOSED' : 'UNMATCHED';
    return { id: randomUUID(), statementId, account, ...line, line: at + 1, state, ...proposal };
  });
}

/** Those the lines name, in whatever state, and those open by one of their amounts. */
function invoicesFor(tx: InCity, lines: readonly BankLine[]): Promise<OpenInvoice[]> {
  const amounts: Rupiah[] = lines.map(({ amount }) => amount);
  return tx.query<OpenInvoice & { issuedOn: LocalDate }>(
    `select id, number, case when state = 'CANCELLED' then 0 else amount - moved - received end as open,
            (issued_at at time zone $4)::date as "issuedOn"
       from invoice where city_id = $1
        and (number = any($2::text[]) or (state in ('ISSUED', 'PARTIAL', 'REVERSED') and amount - moved - received = any($3::bigint[])))`,
    [tx.city.code, lines.flatMap(numbersIn), amounts, tx.city.timeZone],
  );
}

/** Lists whose transfer was let go, and that no line of a statement is yet. */
function approvedTransfers(tx: InCity): Promise<ApprovedTransfer[]> {
  return tx.query<ApprovedTransfer>(
    `select id, transfer_reference as "transferReference", amount from remittance
      where city_id = $1 and transfer_reference is not null
        and not exists (select from statement_line line where line.city_id = $1 and line.remittance_id = remittance.id)`,
    [tx.city.code],
  );
}

/** The agencies' bills that the lines name, and how much of what was deducted by each is still to come. */
function billsFor(tx: InCity, lines: readonly BankLine[]): Promise<BilledAgency[]> {
  return tx.query<BilledAgency>(
    `select bill.id, number,
            (coalesce((select sum(collected) from agency_bill_line line
                        where line.city_id = $1 and line.bill_id = bill.id), 0)
             - coalesce((select sum(seen.amount) from statement_line seen
                          where seen.city_id = $1 and seen.bill_id = bill.id), 0))::bigint as awaited
       from agency_bill bill
      where city_id = $1 and exists (select from unnest($2::text[]) said
              where position(replace(lower(number), '-', '') in said) > 0)`,
    [tx.city.code, lines.map(({ reference, description }) => squeezed(`${reference} ${description}`))],
  );
}
