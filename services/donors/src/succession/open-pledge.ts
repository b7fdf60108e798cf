/**
 * Whether a row `p` of `pledge` still matters to its worker, as SQL: not taken back, not another's, and its last
 * month not so long ago that the worker's membership has ended.
 *
 * @param thisMonth  the place of a parameter, '$4'
 * @param arrears    of another: months to pay arrears
 */
export const openPledge = (thisMonth: string, arrears: string): string => `
  p.withdrawn_at is null
  and to_char((p.first_month || '-01')::date + make_interval(months => p.months - 1 + ${arrears}::int), 'YYYY-MM') >= ${thisMonth}::text
  and not exists (select from pledge_month m where m.city_id = p.city_id and m.pledge_id = p.id and m.taken)`;
