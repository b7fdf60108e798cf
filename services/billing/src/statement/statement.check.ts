/** Invariants of bank statements, over all cities: each query must return nothing. */
export const statementChecks = {
  'what a bank said came is booked once when it was decided, and not before': `
    select line.city_id, line.id from billing.statement_line line
      left join billing.payment on payment.city_id = line.city_id and payment.provider = 'BANK'
       and payment.provider_payment_id = line.id::text
     where (line.direction = 'IN' and line.decided_at is not null and line.bill_id is null and line.disbursed_by is null) <> (payment.id is not null)
        or payment.amount <> line.amount or payment.invoice_id is distinct from
           case when payment.id is not null then line.invoice_id end`,

  "an agency's transfer is booked once when it was decided, and not before": `
    select line.city_id, line.id from billing.statement_line line
      left join (billing.ledger_transaction it join billing.posting
                   on posting.city_id = it.city_id and posting.transaction_id = it.id and posting.account like 'agency:%')
        on it.city_id = line.city_id and it.provider = 'BANK' and it.provider_payment_id = line.id::text
       and it.why = 'AGENCY_TRANSFER'
     where (line.bill_id is not null and line.decided_at is not null) <> (it.id is not null)
        or posting.amount <> line.amount`,

  'what is in suspense of a statement has an alarm': `
    select city_id, id from billing.statement_line line where state = 'SUSPENSE' and not exists (
      select from billing.alarm where alarm.city_id = line.city_id and alarm.reference = line.id::text)`,
} as const;
