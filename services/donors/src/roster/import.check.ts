/** Invariants over imports of the roster: each sentence is true when its query returns nothing. */
export const importChecks: Readonly<Record<string, string>> = {
  'what a file said that was applied, or has mistakes, is forgotten within a day': `
    select r.city_id, r.import_id, count(*) from donors.roster_row r
      join donors.roster_import i on i.city_id = r.city_id and i.id = r.import_id
     where i.state in ('APPLIED', 'EXPIRED', 'KNOWN', 'REFUSED') and i.opened_at < now() - interval '2 days'
     group by r.city_id, r.import_id`,

  'every line of an applied file was applied': `
    select city_id, id, lines, done from donors.roster_import where state = 'APPLIED' and done <> lines`,

  'whoever left with a pledge that stands has somebody looking for a successor, or had': `
    select p.city_id, p.id from donors.pledge p
      join donors.donor d on d.city_id = p.city_id and d.id = p.donor_id
     where d.left_at is not null and p.withdrawn_at is null and p.created_at < d.left_at
       and (p.first_month || '-01')::date + make_interval(months => p.months) > d.left_at
       and not exists (select from donors.pledge_month m
                        where m.city_id = p.city_id and m.pledge_id = p.id and m.taken)
       and not exists (select from donors.succession s where s.city_id = p.city_id and s.pledge_id = p.id)`,
};
