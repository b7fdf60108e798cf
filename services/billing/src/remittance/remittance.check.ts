/** Invariants of what went out, over all cities: each query must return nothing. */
export const remittanceChecks = {
  'a remittance is the sum of its lines': `
    select remittance.city_id, remittance.id from billing.remittance
      left join billing.remittance_line line
        on line.city_id = remittance.city_id and line.remittance_id = remittance.id
     group by remittance.city_id, remittance.id, remittance.amount
    having coalesce(sum(line.amount), 0) <> remittance.amount`,

  'only what was paid is with BPJS': `
    select line.city_id, line.id from billing.remittance_line line
      join billing.invoice on invoice.city_id = line.city_id and invoice.id = line.invoice_id
     where line.state <> 'REJECTED' and invoice.state <> 'PAID'`,

  'a confirmed list has an answer on every line, a prepared one on none': `
    select remittance.city_id, line.id from billing.remittance
      join billing.remittance_line line on line.city_id = remittance.city_id and line.remittance_id = remittance.id
     where (remittance.state = 'PREPARED') <> (line.state = 'PREPARED')`,

  'what a branch receipted is what the books say it got': `
    select coalesce(said.city_id, booked.city_id) as city_id, coalesce(said.account, booked.account) as account
      from (select line.city_id, 'bpjs:' || branch as account, sum(line.amount) as amount
              from billing.remittance_line line
              join billing.remittance on remittance.city_id = line.city_id and remittance.id = line.remittance_id
             where line.state = 'ACCEPTED' group by 1, 2) said
      full join (select city_id, account, sum(amount) as amount
                   from billing.posting where account like 'bpjs:%' group by 1, 2) booked
        on booked.city_id = said.city_id and booked.account = said.account
     where said.amount is distinct from booked.amount`,
} as const;
