/** Invariants of the books, over all cities: each query must return nothing. */
export const ledgerChecks = {
  'every transaction has two sides or more, and adds up to zero': `
    select it.city_id, it.id, coalesce(sum(posting.amount), 0)::text as off
      from billing.ledger_transaction it
      left join billing.posting on posting.city_id = it.city_id and posting.transaction_id = it.id
     group by it.city_id, it.id having count(posting.line) < 2 or sum(posting.amount) <> 0`,

  'every city adds up to zero': `
    select city_id, sum(amount)::text as off from billing.posting group by city_id having sum(amount) <> 0`,

  'all cities together add up to zero': `
    select sum(amount)::text as off from billing.posting having sum(amount) <> 0`,

  'every transaction is in the chain of its city': `
    select it.city_id, it.id from billing.ledger_transaction it
      left join billing.ledger_link link on link.city_id = it.city_id and link.transaction_id = it.id
     where link.number is null`,

  'every link of a chain is over the link before it, and over what its transaction says': `
    select city_id, number from (
      select *, lag(hash) over chain as before, row_number() over chain as place from billing.ledger_link
      window chain as (partition by city_id order by number)) link
     where number <> place or previous <> coalesce(before, billing.ledger_beginning(city_id))
        or hash is distinct from billing.ledger_hash(city_id, transaction_id, number, previous)`,

  'no invoice holds less than nothing, and no branch, nor the excess': `
    select city_id, account, sum(amount)::text as off from billing.posting
     where account ~ '^(held|bpjs):' or account = 'excess'
     group by city_id, account having sum(amount) < 0`,

  'what is held is held for an invoice that is there': `
    select posting.city_id, account from billing.posting
      left join billing.invoice on invoice.city_id = posting.city_id and account = 'held:' || invoice.id
     where account like 'held:%' and invoice.id is null`,
} as const;
