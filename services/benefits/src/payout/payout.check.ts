/**
 * Invariants over stored payouts. Each sentence is true when its query, asked by a role that sees
 * every city, returns nothing.
 */
export const payoutChecks: Readonly<Record<string, string>> = {
  'every payout has parts, in its own city': `
    select p.city_id, p.id from benefits.payout p
     where not exists (select from benefits.payout_part part
                        where part.city_id = p.city_id and part.payout_id = p.id)`,

  'known parts make no more than the total, and just the total when all are known': `
    select p.city_id, p.id, p.total, sum(part.amount) from benefits.payout p
      join benefits.payout_part part on part.city_id = p.city_id and part.payout_id = p.id
     group by p.city_id, p.id, p.total
    having case when count(part.amount) = count(*) then sum(part.amount) <> p.total
                else coalesce(sum(part.amount), 0) >= p.total end`,
};
