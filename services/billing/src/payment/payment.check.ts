/** Invariants of what came in, over all cities: each query must return nothing. */
export const paymentChecks = {
  'a payment that came is posted once, and nothing else is': `
    select payment.city_id, payment.id, payment.state, count(it.id) from billing.payment
      left join billing.ledger_transaction it on it.city_id = payment.city_id and it.provider = payment.provider
       and it.provider_payment_id = payment.provider_payment_id and it.kind = 'PAYMENT'
     group by payment.city_id, payment.id, payment.state
    having count(it.id) <> (payment.state in ('SETTLED', 'REVERSED', 'REVERSAL_PARKED'))::int`,

  'what the provider gave and took is what its payments say': `
    select payment.city_id, payment.id from billing.payment
      left join (billing.ledger_transaction it join billing.posting
                   on posting.city_id = it.city_id and posting.transaction_id = it.id
                  and posting.account ~ '^(provider|agency):')
        on it.city_id = payment.city_id and it.provider = payment.provider
       and it.provider_payment_id = payment.provider_payment_id
     group by payment.city_id, payment.id, payment.state, payment.amount, payment.reversed
    having coalesce(sum(posting.amount), 0) <> case when payment.state in ('SETTLED', 'REVERSED', 'REVERSAL_PARKED')
             then payment.reversed - payment.amount else 0 end`,

  'what is missing of a payment is what the books say is missing': `
    select payment.city_id, payment.id, payment.missing from billing.payment
      left join (billing.ledger_transaction it join billing.posting
                   on posting.city_id = it.city_id and posting.transaction_id = it.id
                  and posting.account = 'suspense')
        on it.city_id = payment.city_id and it.provider = payment.provider
       and it.provider_payment_id = payment.provider_payment_id
     where payment.invoice_id is not null
     group by payment.city_id, payment.id, payment.missing
    having coalesce(-sum(posting.amount), 0) <> payment.missing`,

  'no message waits longer than a minute to be worked': `
    select city_id, id, event_id from billing.notice
     where state = 'RECEIVED' and greatest(received_at, work_after) < now() - interval '1 minute'`,

  'what a person must look at has an alarm': `
    select city_id, event_id from billing.notice
     where state in ('CONFLICT', 'PARKED') and not exists (
       select from billing.alarm where alarm.city_id = notice.city_id and alarm.reference = notice.event_id)`,
} as const;
