import { paidMonth } from './paid-month';

/** Each paid month by the words the service asks with, over all cities. */
const PAID = `
  select line.city_id, line.month, invoice.worker_id, line.invoice_id, line.amount
    from billing.invoice join billing.invoice_line line on line.city_id = invoice.city_id and line.invoice_id = invoice.id
   where ${paidMonth().replaceAll('$1', 'invoice.city_id').replaceAll('agency_bill_line', 'billing.agency_bill_line')}
      or exists (select from billing.remittance_line sent where sent.city_id = line.city_id
                    and sent.invoice_id = line.invoice_id and sent.month = line.month and sent.state <> 'REJECTED')`;

/** Invariants of what is owed, over all cities: each query must return nothing. */
export const invoiceChecks = {
  'an invoice is the sum of its months': `
    select invoice.city_id, invoice.id from billing.invoice
      left join billing.invoice_line line on line.city_id = invoice.city_id and line.invoice_id = invoice.id
     group by invoice.city_id, invoice.id, invoice.amount
    having coalesce(sum(line.amount), 0) <> invoice.amount`,

  'what an invoice received is what the books say came in for it': `
    select invoice.city_id, invoice.id, invoice.received, coalesce(sum(posting.amount), 0)::text as posted
      from billing.invoice
      left join (billing.posting join billing.ledger_transaction it
                   on it.city_id = posting.city_id and it.id = posting.transaction_id and it.why <> 'REMITTANCE')
        on posting.city_id = invoice.city_id and posting.account = 'held:' || invoice.id
     group by invoice.city_id, invoice.id, invoice.received
    having coalesce(sum(posting.amount), 0) <> invoice.received`,

  'a number belongs to one invoice, and none is above the counter': `
    select invoice.city_id, number from billing.invoice
      left join billing.invoice_counter counter on counter.city_id = invoice.city_id
     where right(number, 6)::int > coalesce(counter.last, 0)`,

  'what a city counts as contributed for a month is what is paid for it': `
    with paid as (${PAID}),
         kept as (select city_id, month, worker_id, invoice_id, amount from billing.contributed_month)
    (select * from paid except select * from kept) union all (select * from kept except select * from paid)`,

  "the figures of a city's month are what its contributed months come to": `
    with counted as (
      select city_id, month, count(distinct worker_id) as workers, sum(amount) as amount
        from billing.contributed_month group by city_id, month
    ), shown as (
      select city_id, month, sum(workers) as workers, sum(amount) as amount
        from billing.contributed_figure group by city_id, month
    )
    select city_id, month, s.workers, c.workers as workers_counted, s.amount, c.amount as amount_counted
      from shown s full join counted c using (city_id, month)
     where coalesce(s.workers, 0) <> coalesce(c.workers, 0) or coalesce(s.amount, 0) <> coalesce(c.amount, 0)`,

  'a worker is counted in a month with as many invoices as are paid for it': `
    with counted as (
      select city_id, month, worker_id, count(*) as invoices from billing.contributed_month group by city_id, month, worker_id
    )
    select city_id, month, worker_id, k.invoices, c.invoices as counted
      from billing.contributed_worker k full join counted c using (city_id, month, worker_id)
     where coalesce(k.invoices, 0) <> coalesce(c.invoices, 0)`,
} as const;
