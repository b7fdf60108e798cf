import { type Context, oneFor, uuidsOf } from '@lindungi/subgraph';
import { paidMonth } from './paid-month';
import type { MonthContribution, WorkerMonth } from './worker-month.entity';

type Found = MonthContribution & Pick<WorkerMonth, 'workerId' | 'month'>;

const nameOf = ({ workerId, month }: Pick<WorkerMonth, 'workerId' | 'month'>) =>
  `${workerId.toLowerCase()} ${month}`;

/**
 * What is invoiced for some months of some workers, in one statement: for the city's officer, its treasurer and BPJS any,
 * for a district officer those of their kecamatan. A month that was given up is invoiced no more.
 */
export async function contributionsOfWorkerMonths(
  months: readonly Pick<WorkerMonth, 'workerId' | 'month'>[],
  { city, read, principal: { roles, area } }: Pick<Context, 'city' | 'read' | 'principal'>,
): Promise<(MonthContribution | null)[]> {
  const all = (['ADMIN', 'BPJS', 'TREASURER'] as const).some((role) => roles.includes(role));
  const kecamatan = roles.includes('DISTRICT') ? area : null;
  if (!all && kecamatan === null) return months.map(() => null);

  const found = await read<Found>(
    `select distinct on (invoice.worker_id, line.month)
            invoice.worker_id as "workerId", line.month, invoice.number, line.amount, line.due_on as "dueOn",
            case when ${paidMonth()} then 'PAID' else 'OWED' end as state
       from invoice join invoice_line line on line.city_id = $1 and line.invoice_id = invoice.id
      where invoice.city_id = $1 and invoice.worker_id = any($2::uuid[]) and line.month = any($3::text[])
        and invoice.state <> 'CANCELLED' and ($4::boolean or invoice.kecamatan = $5)
        and not exists (select from released_month gone where gone.city_id = $1
                           and gone.pledge_id = invoice.pledge_id and gone.month = line.month)
      order by invoice.worker_id, line.month, (case when ${paidMonth()} then 0 else 1 end), invoice.number`,
    [city.code, uuidsOf(months, 'workerId'), months.map((it) => it.month), all, kecamatan],
  );
  return oneFor(months.map(nameOf), found, nameOf);
}
