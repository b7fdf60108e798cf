/**
 * Invariants over merged workers. Each sentence is true when its query, asked by a role that sees every city, returns
 * nothing.
 */
export const duplicateChecks: Readonly<Record<string, string>> = {
  'a month belongs to whom its worker was merged into, and to nobody else': `
    select p.city_id, p.pledge_id, p.month from beneficiaries.protection p
      join beneficiaries.worker w on w.city_id = p.city_id and w.id = p.worker_id
     where p.moved_to is distinct from w.merged_into`,

  'who was merged was so by a merge that stands': `
    select coalesce(w.city_id, m.city_id) as city_id, coalesce(w.id, m.merged_id) as id
      from (select * from beneficiaries.worker where merged_into is not null) w
      full join (select * from beneficiaries.worker_merge where undone_at is null) m
        on m.city_id = w.city_id and m.merged_id = w.id
     where m.kept_id is distinct from w.merged_into`,

  'who was merged has no card, and nobody merged into them': `
    select w.city_id, w.id from beneficiaries.worker w
     where w.merged_into is not null
       and (exists (select from beneficiaries.card c where c.city_id = w.city_id and c.worker_id = w.id)
            or exists (select from beneficiaries.worker o where o.city_id = w.city_id and o.merged_into = w.id))`,
};
