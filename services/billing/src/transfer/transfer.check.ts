/** Invariants of what agencies deducted and had to transfer, over all cities: each query must return nothing. */
export const transferChecks = {
  'every payment of a payroll is known to be awaited, or here': `
    select payment.city_id, payment.id from billing.payment
      full join billing.deducted_payment it on it.city_id = payment.city_id and it.payment_id = payment.id
     where (payment.provider = 'PAYROLL' or it.payment_id is not null)
       and (it.amount is distinct from payment.amount or payment.provider is distinct from 'PAYROLL'
         or it.invoice_id is distinct from payment.invoice_id
         or payment.provider_payment_id not like it.bill_id || ':%')`,

  'no month that an agency has not transferred is with BPJS, unless the city advanced it': `
    select sent.city_id, sent.id, awaited.bill_id from billing.remittance_line sent
      join billing.awaited_month awaited on awaited.city_id = sent.city_id
       and awaited.invoice_id = sent.invoice_id and awaited.month = sent.month
     where sent.state <> 'REJECTED'`,

  'no money that an agency has not transferred was credited': `
    select credit.city_id, credit.id from billing.payment credit
      join billing.deducted_payment it on it.city_id = credit.city_id and it.payment_id = credit.credited_from
     where not it.is_here and it.taken_back = 0`,

  'no more of a bill has come than the bank has seen, nor waits while it would be paid': `
    select bill.city_id, bill.number from billing.agency_bill bill
      join lateral (select coalesce(sum(amount), 0) as seen from billing.statement_line
                     where city_id = bill.city_id and bill_id = bill.id and state = 'ACCEPTED') bank on true
      join lateral (select coalesce(sum(amount - taken_back) filter (where arrived_at is not null), 0) as came,
                           coalesce(sum(amount) filter (where arrived_at is null and taken_back = 0), 0) as owed
                      from billing.deducted_payment where city_id = bill.city_id and bill_id = bill.id) it on true
     where it.came > bank.seen or (it.owed > 0 and it.came + it.owed <= bank.seen)`,

  'what agencies owe is what their payments say is awaited': `
    select coalesce(booked.city_id, said.city_id) as city_id, coalesce(booked.account, said.account) as account
      from (select posting.city_id, account, sum(amount) as amount from billing.posting
             where account like 'agency:%' group by 1, 2) booked
      full join (select bill.city_id, 'agency:' || bill.agency as account, sum(change.amount) as amount
                   from billing.agency_bill bill
                   join (select city_id, bill_id, taken_back - amount as amount from billing.deducted_payment
                          union all
                         select city_id, bill_id, amount from billing.statement_line
                          where bill_id is not null and state = 'ACCEPTED') change
                     on change.city_id = bill.city_id and change.bill_id = bill.id
                  group by 1, 2) said
        on said.city_id = booked.city_id and said.account = booked.account
     where coalesce(booked.amount, 0) <> coalesce(said.amount, 0)`,

  'what the city advanced was proposed by one person and decided by another, and is no more than that': `
    select advance.city_id, advance.id from billing.agency_advance advance
      left join billing.deducted_payment it on it.city_id = advance.city_id and it.advance_id = advance.id
     group by advance.city_id, advance.id
    having decided_by = proposed_by or (state <> 'APPROVED' and count(it.payment_id) > 0)
        or coalesce(sum(it.amount), 0) > advance.amount`,
} as const;
