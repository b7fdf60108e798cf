/** Invariants over pledges that were given to the pool. Each sentence is true when its query returns nothing. */
export const poolChecks: Readonly<Record<string, string>> = {
  'only a pledge that was taken back is given to the pool': `
    select g.city_id, g.pledge_id from donors.pool_gift g
      join donors.pledge p on p.city_id = g.city_id and p.id = g.pledge_id where p.withdrawn_at is null`,

  'billing was told of every pledge that waits for the pool no more': `
    select g.city_id, g.pledge_id from donors.pool_gift g
     where g.told_at >= (select case when kept_from = '0' then '-infinity' else (select min(at) from donors.outbox) end
                           from donors.epoch)
       and not exists (select from donors.outbox o where o.city_id = g.city_id and o.name = 'donors.pledge-given-up'
                          and o.body ->> 'pledgeId' = g.pledge_id::text)`,
};
