import type { Month } from '@lindungi/jamsostek';
import { type Columns, type Context, selectList, uuidsOf } from '@lindungi/subgraph';
import { agenciesOf } from '../agency/agency.rules';
import { treasurerOf } from '../agency/agency.service';
import type { AgencyBill, AgencyBillLine } from './bill.entity';
import type { DeductionState } from './bill.rules';

const columns: Columns = {
  id: 'id',
  number: 'number',
  transferred: `(select coalesce(sum(seen.amount), 0)::bigint from statement_line seen
     where seen.city_id = agency_bill.city_id and seen.bill_id = agency_bill.id and seen.state = 'ACCEPTED')`,
  agencyCode: 'agency',
  agency: ['agencyCode'],
  month: 'month',
  through: 'through',
  amount: 'amount',
  donors: 'donors',
  lineCount: 'lines',
  debitOn: 'debit_on',
  dueOn: 'due_on',
  graceUntil: 'grace_until',
  issuedAt: 'issued_at',
  lines: ['id'],
};

function waiting(what: string): string {
  return `(select ${what} from awaited_month awaited where awaited.city_id = line.city_id
     and awaited.bill_id = line.bill_id and awaited.invoice_id = line.invoice_id and awaited.month = line.month)`;
}

const lineColumns: Columns = {
  invoiceId: 'line.invoice_id',
  donorId: 'line.donor_id',
  donor: ['donorId'],
  workerId: 'line.worker_id',
  worker: ['workerId'],
  mandateNumber: 'mandate.number',
  invoiceNumber: 'invoice.number',
  month: 'line.month',
  amount: 'line.amount',
  collected: 'line.collected',
  state: 'line.state',
  reason: 'line.reason',
  waitingFor: waiting("'AWAITING_AGENCY_TRANSFER'"),
  waitingSince: waiting('awaited.since'),
};

/**
 * The bill of this id, if the caller acts for its agency; else as if it were not, by the same statements: who asks is
 * looked up before the bill, and the bill is looked for among theirs.
 */
export async function readBill(id: string, ctx: Context, asked: string[]): Promise<AgencyBill | null> {
  const { all, own } = agenciesOf(await treasurerOf(ctx));
  const [bill] = await ctx.read<AgencyBill>(
    `select ${selectList(columns, asked, ['id', 'agencyCode'])} from agency_bill
      where city_id = $1 and id = any($2::uuid[]) and ($3::boolean or agency = $4)`,
    [ctx.city.code, uuidsOf([{ id }]), all, own],
  );
  return bill ?? null;
}

/** The bill of an agency's month, null when none is issued. Ask for an agency the caller acts for. */
export async function readBillOf(
  agency: string,
  month: Month,
  ctx: Context,
  asked: string[],
): Promise<AgencyBill | null> {
  const [bill] = await ctx.read<AgencyBill>(
    `select ${selectList(columns, asked)} from agency_bill where city_id = $1 and agency = $2 and month = $3`,
    [ctx.city.code, agency, month],
  );
  return bill ?? null;
}

/** The lines of a bill by mandate, month and invoice, from `after` on. Ask for a bill the caller may see. */
export function readBillLines(
  billId: string,
  ctx: Context,
  asked: string[],
  page: { after: readonly unknown[] | undefined; limit: number; state?: DeductionState | null | undefined },
): Promise<AgencyBillLine[]> {
  const [number, month, invoice] = page.after ?? [null, null, null];
  return ctx.read<AgencyBillLine>(
    `select ${selectList(lineColumns, asked, ['mandateNumber', 'month', 'invoiceId'])} from agency_bill_line line
       join mandate on mandate.city_id = line.city_id and mandate.id = line.mandate_id
       join invoice on invoice.city_id = line.city_id and invoice.id = line.invoice_id
      where line.city_id = $1 and line.bill_id = $2
        and ($3::text is null or (mandate.number, line.month, line.invoice_id) > ($3, $4::text, $5::uuid))
        and ($7::text is null or line.state = $7)
      order by mandate.number, line.month, line.invoice_id limit $6`,
    [ctx.city.code, billId, number, month, invoice, page.limit, page.state ?? null],
  );
}
