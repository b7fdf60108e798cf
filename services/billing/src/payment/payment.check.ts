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
     group by payment.city_id, payment.id, payment.state, payment.amount, payment.reversed, payment.passed_on
    having coalesce(sum(posting.amount), 0) <> case when payment.state in ('SETTLED', 'REVERSED', 'REVERSAL_PARKED')
             then payment.reversed - payment.amount + payment.passed_on else 0 end`,

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

  'an event of a provider is kept once, and each contradiction of it': `
    select city_id, provider, event_id, count(*) from billing.notice
     group by city_id, provider, event_id having count(*) > count(distinct facts)
        or count(*) filter (where state <> 'CONFLICT') > 1`,

  'every message that was answered is posted, or ended with a reason': `
    select notice.city_id, event_id, notice.state, outcome from billing.notice
      left join billing.ledger_transaction it on it.city_id = notice.city_id and it.provider = notice.provider
       and it.provider_payment_id = notice.provider_payment_id and it.kind = 'PAYMENT'
     where notice.state in ('WORKED', 'WAITING', 'PARKED') and (outcome is null or it.id is null
       and outcome in ('SETTLED', 'PARTIAL', 'EXCESS', 'ALREADY_SETTLED', 'SUSPENSE', 'REVERSED'))`,

  'no message waits longer than a minute to be worked': `
    select city_id, id, event_id from billing.notice
     where state in ('RECEIVED', 'ASKING') and greatest(received_at, work_after) < now() - interval '1 minute'`,

  'what a person must look at has an alarm': `
    select city_id, event_id from billing.notice
     where state in ('CONFLICT', 'PARKED') and not exists (
       select from billing.alarm where alarm.city_id = notice.city_id and alarm.reference = notice.event_id)`,

  'what is booked as lost was approved, and by somebody else': `
    with lost as (
      select it.city_id, it.provider, it.provider_payment_id, -sum(posting.amount) as amount
        from billing.ledger_transaction it
        join billing.posting on posting.city_id = it.city_id and posting.transaction_id = it.id
         and posting.account = 'loss'
       group by it.city_id, it.provider, it.provider_payment_id),
    approved as (
      select payment.city_id, payment.provider, payment.provider_payment_id, sum(decision.amount) as amount
        from billing.reversal_decision decision
        join billing.payment on payment.city_id = decision.city_id and payment.id = decision.payment_id
       where decision.what = 'BOOK_AS_LOSS' and decision.state = 'APPROVED'
         and decision.decided_by <> decision.proposed_by
       group by payment.city_id, payment.provider, payment.provider_payment_id)
    select city_id, provider, provider_payment_id, lost.amount, approved.amount
      from lost full join approved using (city_id, provider, provider_payment_id)
     where lost.amount is distinct from approved.amount`,
} as const;
