import type { Month } from '@lindungi/jamsostek';
import { paidMonth } from '../invoice/paid-month';
import type { NextMonth } from './lapse.rules';

/** Where a worker stands, as billing's own rows say it. */
export interface Standing {
  workerId: string;
  coveredThrough: Month;
  /** The month after it: PAID also when it was sent to BPJS. */
  next: NextMonth;
  /** Who paid for the last receipted month. */
  pledgeId: string;
  donorId: string;
  kecamatan: string;
}

/**
 * Workers whose last receipted month is `$2` at least and `$3` at most, one row each; `$1` is the city. The kecamatan
 * is the one of the worker's latest invoice.
 */
export const STANDINGS = `
  select distinct on (line.worker_id) line.worker_id as "workerId", line.month as "coveredThrough",
         line.pledge_id as "pledgeId", line.donor_id as "donorId",
         (select kecamatan from invoice where city_id = $1 and worker_id = line.worker_id
           order by issued_at desc limit 1) as kecamatan,
         coalesce((select case when bool_or(not awaited) then 'PAID' else 'AWAITED' end
            from (select exists (select from awaited_month it where it.city_id = $1 and it.invoice_id = invoice.id
                            and it.month = next.month) as awaited
                    from invoice join invoice_line next on next.city_id = invoice.city_id
                     and next.invoice_id = invoice.id
                   where invoice.city_id = $1 and invoice.worker_id = line.worker_id
                     and next.month = to_char((line.month || '-01')::date + interval '1 month', 'YYYY-MM')
                     and (${paidMonth('next')} or exists (
                          select from remittance_line sent where sent.city_id = $1 and sent.invoice_id = invoice.id
                             and sent.month = next.month and sent.state <> 'REJECTED'))) paid
           having count(*) > 0), 'OPEN') as next
    from remittance_line line
   where line.city_id = $1 and line.state = 'ACCEPTED'
     and not exists (select from remittance_line later where later.city_id = $1 and later.worker_id = line.worker_id
                        and later.state = 'ACCEPTED' and later.month > line.month)
     and line.month between $2 and $3
   order by line.worker_id`;
