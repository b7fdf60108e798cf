import type { Month } from '@lindungi/jamsostek';
import type { Context } from '@lindungi/subgraph';
import { paidMonth } from '../invoice/paid-month';
import type { RemittanceFigures } from './figures.entity';

/** Where the money of each branch is, of the months `from` to `until`; each sum is counted by itself, none is a rest. */
export function readFigures(ctx: Context, from: Month, until: Month): Promise<RemittanceFigures[]> {
  return ctx.read<RemittanceFigures>(
    `select branch, month, count(distinct worker_id)::int as workers,
            coalesce(sum(amount), 0)::bigint as paid,
            coalesce(sum(amount) filter (where sent = 'ACCEPTED'), 0)::bigint as remitted,
            coalesce(sum(amount) filter (where sent = 'PREPARED'), 0)::bigint as "onTheWay",
            coalesce(sum(amount) filter (where sent is null), 0)::bigint as waiting,
            coalesce(sum(amount) filter (where sent is null and refused), 0)::bigint as refused,
            coalesce(sum(amount) filter (where sent is null and awaited), 0)::bigint as "awaitingAgencyTransfer"
       from (select invoice.branch, line.month, invoice.worker_id, line.amount, ${paidMonth()} as is_paid,
                    (select state from remittance_line it where it.city_id = $1 and it.invoice_id = invoice.id
                        and it.month = line.month and it.state <> 'REJECTED') as sent,
                    exists (select from remittance_line it where it.city_id = $1 and it.invoice_id = invoice.id
                        and it.month = line.month and it.state = 'REJECTED') as refused,
                    exists (select from awaited_month it where it.city_id = $1 and it.invoice_id = invoice.id
                        and it.month = line.month) as awaited
               from invoice join invoice_line line on line.city_id = invoice.city_id and line.invoice_id = invoice.id
              where invoice.city_id = $1 and line.month between $2 and $3) of_month
      where is_paid or sent is not null
      group by branch, month order by month, branch`,
    [ctx.city.code, from, until],
  );
}
