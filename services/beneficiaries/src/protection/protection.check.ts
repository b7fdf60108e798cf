/** SQL for "a was told after b", as `isLater` says it; true where b is nothing. */
const later = (a: string, b: string) => `
  (p.${b}_at is null or case
    when split_part(p.${a}_told, ':', 1) = split_part(p.${b}_told, ':', 1)
    then split_part(p.${a}_told, ':', 2)::bigint > split_part(p.${b}_told, ':', 2)::bigint
    else p.${a}_at > p.${b}_at end)`;

const IS_PAID = `(p.paid_at is not null and ${later('paid', 'reversed')})`;

/** Old events are removed in time; of what happened before nothing can be said. */
const KEPT = `coalesce((select case when kept_from = '0' then '-infinity' else (select min(at) from beneficiaries.outbox) end
  from beneficiaries.epoch), '-infinity')`;

/**
 * Invariants over reservations and months. Each sentence is true when its query, asked by a role that
 * sees every city and the registry, returns nothing.
 */
export const protectionChecks: Readonly<Record<string, string>> = {
  'nobody is held twice in one month, in no city and by no fund': `
    select w.registry_hash, p.month, count(*) from beneficiaries.protection p
      join beneficiaries.worker w on w.city_id = p.city_id and w.id = p.worker_id
     where p.state <> 'RELEASED' group by w.registry_hash, p.month having count(*) > 1`,

  'the registry has the months that are held, and no others': `
    select h.nik_hash, h.month, r.month as in_registry
      from (select w.registry_hash as nik_hash, p.month from beneficiaries.protection p
              join beneficiaries.worker w on w.city_id = p.city_id and w.id = p.worker_id
             where p.state <> 'RELEASED' and w.registry_forgotten_at is null) h
      full join beneficiaries.registry r on r.nik_hash = h.nik_hash and r.month = h.month
     where h.month is null or r.month is null`,

  'a month is in the state its facts make': `
    select p.city_id, p.pledge_id, p.month, p.state from beneficiaries.protection p
     where p.state <> 'RELEASED' and p.state <> case
       when p.receipt is not null then 'PROTECTED'
       when not ${IS_PAID} then case when p.given_up_at is null then 'RESERVED' else 'RELEASED' end
       when p.rejected_at is not null and ${later('rejected', 'paid')} then 'REJECTED'
       else 'PAID' end`,

  'a month with money or a receipt is released only when another pledge has it, or its worker has left': `
    select p.city_id, p.pledge_id, p.month from beneficiaries.protection p
      join beneficiaries.worker w on w.city_id = p.city_id and w.id = p.worker_id
     where p.state = 'RELEASED' and (p.receipt is not null or ${IS_PAID}) and w.consent_withdrawn_on is null
       and (w.consent_renewed_at is null or p.given_up_at > w.consent_renewed_at) -- given up while they were away
       and not exists (select from beneficiaries.protection q
                         join beneficiaries.worker v on v.city_id = q.city_id and v.id = q.worker_id
                        where (v.registry_hash = w.registry_hash or q.city_id = p.city_id
                           and coalesce(q.moved_to, q.worker_id) = coalesce(p.moved_to, p.worker_id))
                          and q.month = p.month and q.state <> 'RELEASED')`,

  'a reservation is what its months are': `
    select r.city_id, r.pledge_id, r.state, count(p.month) as held from beneficiaries.reservation r
      left join beneficiaries.protection p
        on p.city_id = r.city_id and p.pledge_id = r.pledge_id and p.state <> 'RELEASED'
     group by r.city_id, r.pledge_id, r.state having (r.state = 'RESERVED') <> (count(p.month) > 0)`,

  'a pledge has all its months, or none': `
    select r.city_id, r.pledge_id from beneficiaries.reservation r
     where r.months <> array(select p.month from beneficiaries.protection p
                              where p.city_id = r.city_id and p.pledge_id = r.pledge_id order by p.month)
       and not (r.state = 'TAKEN' and not exists (
         select from beneficiaries.protection p where p.city_id = r.city_id and p.pledge_id = r.pledge_id))`,

  'every pledge was answered once, and as it stands here': `
    select r.city_id, r.pledge_id, r.state, count(o.event_id) from beneficiaries.reservation r
      left join beneficiaries.outbox o on o.city_id = r.city_id and o.body ->> 'pledgeId' = r.pledge_id::text
       and o.name = case r.state when 'TAKEN' then 'beneficiaries.worker-taken' else 'beneficiaries.worker-reserved' end
     where cardinality(r.months) > 0 and r.decided_at >= ${KEPT}
     group by r.city_id, r.pledge_id, r.state having count(o.event_id) <> 1`,

  'of the place of a month that was told last which is so': `
    select p.city_id, p.pledge_id, p.month, p.state, last.name from beneficiaries.protection p
      left join lateral (
        select o.name from beneficiaries.outbox o
         where o.city_id = p.city_id and o.body ->> 'pledgeId' = p.pledge_id::text and o.body -> 'months' ? p.month
           and o.name in ('beneficiaries.reservation-released', 'beneficiaries.reservation-returned')
         order by o.xid desc, o.id desc limit 1) last on true
     where case when p.state = 'RELEASED'
             then coalesce(last.name <> 'beneficiaries.reservation-released', p.given_up_at >= ${KEPT})
             else last.name = 'beneficiaries.reservation-released' end`,

  'an unpaid month is given up by someone who may, or by the calendar': `
    select p.city_id, p.pledge_id, p.month from beneficiaries.protection p
     where p.given_up_why = 'RELEASED_BY_CITY' and not exists (
       select from beneficiaries.reservation_release x
        where x.city_id = p.city_id and x.pledge_id = p.pledge_id and p.month = any(x.months) and 'ADMIN' = any(x.roles))`,

  'a receipt was told to whom the month belongs, and once where it never moved': `
    select p.city_id, p.pledge_id, p.month, count(o.event_id) from beneficiaries.protection p
      left join beneficiaries.outbox o on o.city_id = p.city_id and o.name = 'beneficiaries.protection-confirmed'
       and o.body ->> 'pledgeId' = p.pledge_id::text and o.body ->> 'workerId' = coalesce(p.moved_to, p.worker_id)::text
       and o.body -> 'months' @> jsonb_build_array(jsonb_build_object('month', p.month))
     where p.receipt is not null and p.protected_at >= ${KEPT}
     group by p.city_id, p.pledge_id, p.month, p.worker_id
    having count(o.event_id) = 0 or count(o.event_id) > 1 and not exists (
      select from beneficiaries.worker_merge m where m.city_id = p.city_id and m.merged_id = p.worker_id)`,
};
