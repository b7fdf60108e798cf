/**
 * Invariants over the stored roster. Each sentence is true when its query, asked by a role that
 * sees every city, returns nothing.
 */
export const donorChecks: Readonly<Record<string, string>> = {
  'no NIP is kept, on the roster or in what was told or answered': `
    select city_id, id::text, 'donor' as kept_in from donors.donor
     where masked_nip ~ '\\d{5}' or name ~ '\\d{18}'
    union all
    select city_id, event_id::text, 'outbox' from donors.outbox
     where body::text ~ '(^|\\D)(19|20)\\d{6}(19|20)\\d{8}(\\D|$)'
    union all
    select city_id, key, 'idempotency' from donors.idempotency
     where to_jsonb(idempotency)::text ~ '(^|\\D)(19|20)\\d{6}(19|20)\\d{8}(\\D|$)'`,

  'one person is on the rosters of two cities under two ids, never one': `
    select id, count(*) from donors.donor group by id having count(*) > 1`,
};
