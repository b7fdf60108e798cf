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
} as const;
