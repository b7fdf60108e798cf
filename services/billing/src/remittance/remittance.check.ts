/** Invariants of what went out, over all cities: each query must return nothing. */
export const remittanceChecks = {
  'a remittance is the sum of its lines': `
    select remittance.city_id, remittance.id from billing.remittance
      left join billing.remittance_line line
        on line.city_id = remittance.city_id and line.remittance_id = remittance.id
     group by remittance.city_id, remittance.id, remittance.amount
    having coalesce(sum(line.amount), 0) <> remittance.amount`,

  'BPJS has no more of an invoice than came in for it': `
    select line.city_id, line.invoice_id, invoice.received, sum(line.amount) as sent
      from billing.remittance_line line
      join billing.invoice on invoice.city_id = line.city_id and invoice.id = line.invoice_id
     where line.state <> 'REJECTED'
     group by line.city_id, line.invoice_id, invoice.received having sum(line.amount) > invoice.received`,

  "a PAID invoice's month is with BPJS, remittable, or alarmed": `
    select invoice.city_id, invoice.number, line.month from billing.invoice
      join billing.invoice_line line on line.city_id = invoice.city_id and line.invoice_id = invoice.id
     where invoice.state = 'PAID' and line.moved_to is null
       and not exists (select from billing.remittance_line sent where sent.city_id = invoice.city_id
             and sent.worker_id = invoice.worker_id and sent.month = line.month and sent.state <> 'REJECTED')
       and exists (select from billing.released_month released where released.city_id = invoice.city_id
             and released.pledge_id = invoice.pledge_id and released.month = line.month)
       and not exists (select from billing.alarm where alarm.city_id = invoice.city_id
             and alarm.reference = invoice.number)`,

  'no more is missing of an invoice than BPJS has, a minute after BPJS refused some': `
    select payment.city_id, payment.invoice_id, sum(payment.missing) as missing from billing.payment
      left join (select line.city_id, line.invoice_id, max(remittance.confirmed_at) as said_at,
                        coalesce(sum(line.amount) filter (where line.state <> 'REJECTED'), 0) as sent
                   from billing.remittance_line line
                   join billing.remittance on remittance.city_id = line.city_id
                    and remittance.id = line.remittance_id
                  group by line.city_id, line.invoice_id) it
        on it.city_id = payment.city_id and it.invoice_id = payment.invoice_id
     where payment.missing > 0
     group by payment.city_id, payment.invoice_id, it.sent, it.said_at
    having sum(payment.missing) > coalesce(it.sent, 0) and coalesce(it.said_at, '-infinity') < now() - interval '1 minute'`,

  'what is held for an invoice is what it received and BPJS has not receipted': `
    select invoice.city_id, invoice.number, invoice.received, held.amount as held, had.amount as had
      from billing.invoice
      left join (select city_id, account, sum(amount) as amount from billing.posting
                  where account like 'held:%' group by 1, 2) held
        on held.city_id = invoice.city_id and held.account = 'held:' || invoice.id
      left join (select city_id, invoice_id, sum(amount) as amount from billing.remittance_line
                  where state = 'ACCEPTED' group by 1, 2) had
        on had.city_id = invoice.city_id and had.invoice_id = invoice.id
     where coalesce(held.amount, 0) + coalesce(had.amount, 0) <> invoice.received`,

  'a confirmed list has an answer on every line, a prepared one on none': `
    select remittance.city_id, line.id from billing.remittance
      join billing.remittance_line line on line.city_id = remittance.city_id and line.remittance_id = remittance.id
     where (remittance.state <> 'CONFIRMED') <> (line.state = 'PREPARED')`,

  'nobody let a transfer go that he drew up himself, and none was answered that nobody let go': `
    select city_id, id from billing.remittance
     where approved_by = prepared_by or (state <> 'PREPARED' and prepared_by is not null and approved_by is null)`,

  "what BPJS refused is the task of one district, and what it took is nobody's": `
    select line.city_id, line.id from billing.remittance_line line
      left join billing.rejection_task task on task.city_id = line.city_id and task.id = line.id
     where (line.state = 'REJECTED') <> (task.id is not null)
        or (task.done_at is null and task.id is not null and exists (
             select from billing.remittance_line later where later.city_id = line.city_id
                and later.worker_id = line.worker_id and later.month = line.month and later.state = 'ACCEPTED'))`,

  'paid = remitted + on the way + waiting: what is held for a paid invoice is what BPJS has not receipted': `
    select invoice.city_id, invoice.number, held.amount from billing.invoice
      join lateral (select coalesce(sum(posting.amount), 0) as amount from billing.posting
                     where posting.city_id = invoice.city_id and account = 'held:' || invoice.id) held on true
      join lateral (select coalesce(sum(line.amount), 0) as amount from billing.invoice_line line
                     where line.city_id = invoice.city_id and line.invoice_id = invoice.id and line.moved_to is null
                       and not exists (select from billing.remittance_line sent where sent.city_id = line.city_id
                             and sent.invoice_id = line.invoice_id and sent.month = line.month
                             and sent.state = 'ACCEPTED')) waiting on true
     where invoice.state = 'PAID' and held.amount <> waiting.amount`,

  'what a branch receipted of a month is what the books say it got for it': `
    select posting.city_id, it.provider_payment_id, posting.account from billing.posting
      join billing.ledger_transaction it on it.city_id = posting.city_id and it.id = posting.transaction_id
      left join (select line.city_id, remittance_id, 'bpjs:' || branch || ':' || month as account, sum(line.amount) as amount
                   from billing.remittance_line line
                   join billing.remittance on remittance.city_id = line.city_id and remittance.id = line.remittance_id
                  where line.state = 'ACCEPTED' group by 1, 2, 3) said
        on said.city_id = posting.city_id and said.remittance_id::text = it.provider_payment_id
       and said.account = posting.account
     where posting.account ~ '^bpjs:[^:]+:' and said.amount is distinct from posting.amount`,

  'what a branch receipted is what the books say it got': `
    select coalesce(said.city_id, booked.city_id) as city_id, coalesce(said.account, booked.account) as account
      from (select line.city_id, 'bpjs:' || branch as account, sum(line.amount) as amount
              from billing.remittance_line line
              join billing.remittance on remittance.city_id = line.city_id and remittance.id = line.remittance_id
             where line.state = 'ACCEPTED' group by 1, 2) said
      full join (select city_id, 'bpjs:' || split_part(account, ':', 2) as account, sum(amount) as amount
                   from billing.posting where account like 'bpjs:%' group by 1, 2) booked
        on booked.city_id = said.city_id and booked.account = said.account
     where said.amount is distinct from booked.amount`,
} as const;
