/**
 * The figures, computed anew from what they count. Each sentence is true when its query, asked by a
 * role that sees every city, returns nothing.
 */
export const progressChecks: Readonly<Record<string, string>> = {
  'the figures of every kecamatan are what its workers, cards and payments come to': `
    with counted as (
      select w.city_id, w.kecamatan, count(*) as workers,
             count(*) filter (where exists (
               select from beneficiaries.protection p where p.city_id = w.city_id and coalesce(p.moved_to, p.worker_id) = w.id
                  and p.state in ('PAID', 'PROTECTED'))) as sponsored,
             count(*) filter (where exists (
               select from beneficiaries.card c where c.city_id = w.city_id and c.worker_id = w.id)) as cards
        from beneficiaries.worker w where w.merged_into is null group by w.city_id, w.kecamatan
    ), given as (
      select city_id, kecamatan, sum(amount) filter (where paid_at is not null and (reversed_at is null or case
               when split_part(paid_told, ':', 1) = split_part(reversed_told, ':', 1)
               then split_part(paid_told, ':', 2)::bigint > split_part(reversed_told, ':', 2)::bigint
               else paid_at > reversed_at end)) as contributed
        from beneficiaries.progress_payment group by city_id, kecamatan
    )
    select city_id, kecamatan, p.workers, c.workers as workers_counted, p.sponsored,
           c.sponsored as sponsored_counted, p.cards, c.cards as cards_counted, p.contributed,
           g.contributed as contributed_counted
      from beneficiaries.progress p full join counted c using (city_id, kecamatan)
      full join given g using (city_id, kecamatan)
     where coalesce(p.workers, 0) <> coalesce(c.workers, 0) or coalesce(p.sponsored, 0) <> coalesce(c.sponsored, 0)
        or coalesce(p.cards, 0) <> coalesce(c.cards, 0) or coalesce(p.contributed, 0) <> coalesce(g.contributed, 0)`,

  'the figures of every month are what its months come to': `
    with counted as (
      select p.city_id, w.kecamatan, p.month, count(*) filter (where p.state = 'RESERVED') as reserved,
             count(*) filter (where p.state = 'PAID') as paid,
             count(*) filter (where p.state = 'PROTECTED') as protected
        from beneficiaries.protection p
        join beneficiaries.worker w on w.city_id = p.city_id and w.id = coalesce(p.moved_to, p.worker_id)
       group by p.city_id, w.kecamatan, p.month
    )
    select city_id, kecamatan, month, m.reserved, c.reserved as reserved_counted, m.paid, c.paid as paid_counted,
           m.protected, c.protected as protected_counted
      from beneficiaries.progress_month m full join counted c using (city_id, kecamatan, month)
     where coalesce(m.reserved, 0) <> coalesce(c.reserved, 0) or coalesce(m.paid, 0) <> coalesce(c.paid, 0)
        or coalesce(m.protected, 0) <> coalesce(c.protected, 0)`,
};
