/** Invariants of money that was left over, over all cities: each query must return nothing. */
export const parkedChecks = {
  'nothing is on its way from one use to another': `
    select city_id, sum(amount)::text as off from billing.posting where account = 'provider:credit'
     group by city_id having sum(amount) <> 0`,

  'no payment gave more than was left over of it': `
    select it.city_id, it.provider, it.provider_payment_id, sum(posting.amount)::text as left
      from billing.ledger_transaction it
      join billing.posting on posting.city_id = it.city_id and posting.transaction_id = it.id
     where posting.account = 'excess' group by 1, 2, 3 having sum(posting.amount) < 0`,
} as const;
