/**
 * Whether a row `p` of `pledge` still matters to its worker, as SQL: not taken back, not another's, and its last
 * month not so long ago that the worker's membership has ended (three months: Perdir BPJSTK 22/2022 #12a).
 *
 * @param thisMonth  the place of a parameter, '$4'
 */
export const openPledge = (thisMonth: string): string => `
  p.withdrawn_at is null
  and to_char((p.first_month || '-01')::date + make_interval(months => p.months + 2), 'YYYY-MM') >= ${thisMonth}::text
  and not exists (select from pledge_month m where m.city_id = p.city_id and m.pledge_id = p.id and m.taken)`;
