/** Invariants of disbursements, over all cities: each query must return nothing. */
export const disbursementChecks = {
  'a disbursement stands in the books as its line says, and not when it was taken back': `
    with booked as (
      select it.city_id, it.provider_payment_id as line,
             sum(posting.amount) filter (where account = 'provider:bank') as bank,
             sum(posting.amount) filter (where account like 'fee:%') as fee
        from billing.ledger_transaction it
        join billing.posting on posting.city_id = it.city_id and posting.transaction_id = it.id
       where it.why in ('DISBURSEMENT', 'DISBURSEMENT_TAKEN_BACK') group by 1, 2)
    select coalesce(line.city_id, booked.city_id) as city_id, coalesce(line.id::text, booked.line) as id
      from (select * from billing.statement_line where fee is not null) line
      full join booked on booked.city_id = line.city_id and booked.line = line.id::text
     where coalesce(booked.bank, 0) <> -coalesce(line.amount, 0) or coalesce(booked.fee, 0) <> -coalesce(line.fee, 0)`,

  'a fee is a cost, never a gain': `
    select city_id, account, sum(amount)::text as off from billing.posting where account like 'fee:%'
     group by city_id, account having sum(amount) > 0`,
} as const;
