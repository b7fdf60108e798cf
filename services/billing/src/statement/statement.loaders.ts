import { type Columns, type Context, groupFor, selectList, uuidsOf } from '@lindungi/subgraph';
import type { Statement, StatementLine } from './statement.entity';

const columns: Columns = {
  id: 'id',
  account: 'account',
  format: 'format',
  firstDay: 'first_day',
  lastDay: 'last_day',
  importedAt: 'imported_at',
  lines: ['id'],
};

/** The city's statements, latest first, from `after` on; or the one of this id. */
export function readStatements(
  ctx: Context,
  asked: readonly string[],
  page: { id?: string; after?: readonly unknown[] | undefined; limit: number },
): Promise<Statement[]> {
  return ctx.read<Statement>(
    `select ${selectList(columns, asked, ['id', 'importedAt'])} from statement
      where city_id = $1 and ($2::text is null or id::text = $2)
        and ($3::timestamptz is null or (imported_at, id) < ($3, $4::uuid))
      order by imported_at desc, id desc limit $5`,
    [ctx.city.code, page.id ?? null, page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit],
  );
}

/** The lines of each statement, as the bank wrote them. */
export async function linesOfStatements(
  statements: readonly { id: string }[],
  ctx: Context,
): Promise<StatementLine[][]> {
  const lines = await ctx.read<StatementLine>(
    `select line.id, statement_id as "statementId", booked_on as "bookedOn", direction, line.amount, reference,
            description, line.state, matched_by as "matchedBy", invoice.number as invoice,
            remittance_id as "remittanceId", bill.number as "agencyBill", disbursed_by as "disbursedBy", fee
       from statement_line line
       left join agency_bill bill on bill.city_id = line.city_id and bill.id = line.bill_id
       left join invoice on invoice.city_id = line.city_id and invoice.id = line.invoice_id
      where line.city_id = $1 and statement_id = any($2::uuid[]) order by statement_id, line.line`,
    [ctx.city.code, uuidsOf(statements)],
  );
  return groupFor(
    statements.map(({ id }) => id),
    lines,
    ({ statementId }) => statementId,
  );
}
