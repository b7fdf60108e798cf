/**
 * The figures of a roster and of who gives, counted anew. Each sentence is true when its query, asked by a role that sees
 * every city, returns nothing.
 */
export const givingChecks: Readonly<Record<string, string>> = {
  'the figures of a roster are what its donors come to': `
    with counted as (
      select city_id, agency, post, kind, count(*) as donors from donors.donor where left_at is null
       group by city_id, agency, post, kind
    )
    select city_id, agency, post, kind, f.donors, c.donors as counted
      from donors.roster_figure f full join counted c using (city_id, agency, post, kind)
     where coalesce(f.donors, 0) <> coalesce(c.donors, 0)`,

  'whoever gave as a month began is counted among those who give, and nobody else': `
    with began as (
      select distinct city_id, at from donors.giving_figure cross join lateral (values (since), ('infinity')) it (at)
      union select distinct city_id, timestamptz 'infinity' from donors.pledge
    ), given as (
      select distinct p.city_id, began.at, p.donor_id
        from donors.pledge p join began on began.city_id = p.city_id
       where p.created_at < began.at and (p.withdrawn_at is null or p.withdrawn_at >= began.at)
    ), counted as (
      select d.city_id, given.at, d.agency, d.kind, count(*) as givers
        from given join donors.donor d on d.city_id = given.city_id and d.id = given.donor_id and d.left_at is null
       group by d.city_id, given.at, d.agency, d.kind
    ), shown as (
      select f.city_id, began.at, f.agency, f.kind, sum(f.givers) as givers
        from donors.giving_figure f join began on began.city_id = f.city_id and f.since < began.at
       group by f.city_id, began.at, f.agency, f.kind
    )
    select city_id, at, agency, kind, s.givers, c.givers as counted
      from shown s full join counted c using (city_id, at, agency, kind)
     where coalesce(s.givers, 0) <> coalesce(c.givers, 0)`,
};
