/** Old events are removed in time; of pledges older than the outbox nothing can be said. */
const KEPT = `p.created_at >= (
  select case when kept_from = '0' then '-infinity' else (select min(at) from donors.outbox) end
    from donors.epoch)`;

/** Pledges as they were told: offered, or gone on with by a colleague. */
const OFFERS = `
  select city_id, body ->> 'pledgeId' as pledge_id, body ->> 'donorId' as donor_id, body ->> 'workerId' as worker_id,
         body -> 'months' as months
    from donors.outbox where name = 'donors.pledge-offered'
  union all
  select city_id, own ->> 'pledgeId', body #>> '{to,donorId}', body ->> 'workerId', own -> 'months'
    from donors.outbox cross join lateral jsonb_array_elements(body #> '{to,pledges}') own
   where name = 'donors.pledge-passed-on'`;

/** What ends a pledge: its donor's word, or a colleague's who goes on. */
const ENDS = `('donors.pledge-withdrawn', 'donors.pledge-passed-on')`;

/**
 * Invariants over stored pledges. Each sentence is true when its query, asked by a role that sees
 * every city, returns nothing.
 */
export const pledgeChecks: Readonly<Record<string, string>> = {
  'every pledge has its donor, in its own city': `
    select p.city_id, p.id from donors.pledge p
      left join donors.donor d on d.city_id = p.city_id and d.id = p.donor_id
     where d.id is null`,

  'every pledge was told exactly once, as it was offered': `
    select p.city_id, p.id, count(o.pledge_id) from donors.pledge p
      left join (${OFFERS}) o on o.city_id = p.city_id and o.pledge_id = p.id::text and o.donor_id = p.donor_id::text
       and o.worker_id = p.worker_id::text and o.months ->> 0 = p.first_month and jsonb_array_length(o.months) = p.months
     where ${KEPT} group by p.city_id, p.id having count(o.pledge_id) <> 1`,

  'a withdrawal was told exactly once, and none was told that did not happen': `
    select p.city_id, p.id, count(o.event_id) from donors.pledge p
      left join donors.outbox o on o.city_id = p.city_id and o.name in ${ENDS}
       and o.body ->> 'pledgeId' = p.id::text
     where ${KEPT} group by p.city_id, p.id, p.withdrawn_at
    having count(o.event_id) <> (p.withdrawn_at is not null)::int`,

  'nothing was told of a pledge that is not there': `
    select o.city_id, o.event_id, o.name from donors.outbox o
     where o.name in ('donors.pledge-offered', 'donors.pledge-withdrawn', 'donors.pledge-passed-on')
       and not exists (select from donors.pledge p
                        where p.city_id = o.city_id and p.id::text = o.body ->> 'pledgeId')`,
};
