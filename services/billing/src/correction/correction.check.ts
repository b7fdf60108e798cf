/** Invariants of corrections, over all cities: each query must return nothing. */
export const correctionChecks = {
  'a correction that was approved has taken back all that was left of its payment': `
    select correction.city_id, correction.id from billing.correction
      join billing.ledger_transaction it on it.city_id = correction.city_id and it.id = correction.transaction_id
      join billing.payment on payment.city_id = it.city_id and payment.provider = it.provider
       and payment.provider_payment_id = it.provider_payment_id
     where correction.state = 'APPROVED' and payment.reversed <> payment.amount`,
} as const;
