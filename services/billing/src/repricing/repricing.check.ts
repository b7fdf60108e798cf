/** Invariants of months whose law changed, over all cities: each query must return nothing. */
export const repricingChecks = {
  'what moved from an invoice is what newer ones ask for': `
    select invoice.city_id, invoice.id, invoice.moved from billing.invoice
      left join billing.invoice_line line on line.city_id = invoice.city_id and line.invoice_id = invoice.id
     group by invoice.city_id, invoice.id, invoice.moved
    having coalesce(sum(line.amount) filter (where line.moved_to is not null), 0) <> invoice.moved`,

  'a month that moved is on a newer invoice of the same pledge': `
    select line.city_id, line.invoice_id, line.month from billing.invoice_line line
      join billing.invoice on invoice.city_id = line.city_id and invoice.id = line.invoice_id
      left join (billing.invoice newer join billing.invoice_line again
                   on again.city_id = newer.city_id and again.invoice_id = newer.id)
        on newer.city_id = line.city_id and newer.id = line.moved_to and again.month = line.month
       and newer.pledge_id = invoice.pledge_id and newer.repriced_from = invoice.id
     where line.moved_to is not null and newer.id is null`,

  'a month of a pledge is asked for by one invoice': `
    select invoice.city_id, invoice.pledge_id, line.month from billing.invoice
      join billing.invoice_line line on line.city_id = invoice.city_id and line.invoice_id = invoice.id
     where line.moved_to is null
     group by invoice.city_id, invoice.pledge_id, line.month having count(*) > 1`,

  'a month whose law changed is at its old price only with an alarm': `
    select it.city_id, it.law, count(*) from billing.repriced_month it
      join billing.repricing run on run.city_id = it.city_id and run.law = it.law and run.ended_at is not null
     where outcome <> 'MOVED' and not exists (
       select from billing.alarm where alarm.city_id = it.city_id and alarm.code = 'REPRICED_AFTER_PAYMENT'
          and alarm.reference = it.law)
     group by it.city_id, it.law`,

  'no law is being carried out for longer than a day': `
    select city_id, law from billing.repricing where ended_at is null and begun_at < now() - interval '1 day'`,
} as const;
