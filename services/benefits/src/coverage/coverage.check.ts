/**
 * Invariants over stored coverage. Each sentence is true when its query, asked by a role that sees
 * every city, returns nothing.
 */
export const coverageChecks: Readonly<Record<string, string>> = {
  'every covered month was told exactly once': `
    select c.city_id, c.worker_id, c.month, count(o.event_id) from benefits.coverage c
      left join benefits.outbox o on o.city_id = c.city_id and o.name = 'benefits.coverage-changed'
       and o.body ->> 'workerId' = c.worker_id::text and o.body -> 'months' ? c.month
     group by c.city_id, c.worker_id, c.month having count(o.event_id) <> 1`,

  'no month was told that is not covered': `
    select o.city_id, o.event_id, told.month from benefits.outbox o
     cross join lateral jsonb_array_elements_text(o.body -> 'months') as told(month)
     where o.name = 'benefits.coverage-changed'
       and not exists (select from benefits.coverage c
                        where c.city_id = o.city_id and c.worker_id::text = o.body ->> 'workerId'
                          and c.month = told.month)`,

  'what was said of a month since follows, and by its place': `
    select t.city_id, t.worker_id, t.month, t.number from benefits.coverage_turn t
      left join benefits.coverage_turn before on before.city_id = t.city_id and before.worker_id = t.worker_id
       and before.month = t.month and before.pledge_id = t.pledge_id and before.number = t.number - 1
     where t.number > 1 and (before.number is null
        or (split_part(before.told, ':', 1) = split_part(t.told, ':', 1)
            and split_part(before.told, ':', 2)::bigint >= split_part(t.told, ':', 2)::bigint))`,
};
