import type { DonorsContext } from '../context';
import type { Group } from './giving.rules';

/** How many give among those on the roster, in one agency. */
export interface AgencyGroup extends Group {
  agency: string;
  pns: number;
}

/**
 * Of each agency, how many are on the roster and how many of them gave as this month began; an agency without anybody is
 * left out. The month's beginning is kept to, so that nobody sees a number move when a colleague says something. Read from figures the database keeps (`count_joiners`, `follow_giving`).
 */
export function givingPerAgency(
  ctx: Pick<DonorsContext, 'city' | 'read' | 'thisMonth'>,
): Promise<AgencyGroup[]> {
  return ctx.read(
    `with roster as (select agency, sum(donors)::int as donors from roster_figure where city_id = $1 group by agency),
          giving as (select agency, sum(givers)::int as giving, (sum(givers) filter (where kind = 'PNS'))::int as pns
                       from giving_figure
                      where city_id = $1 and since < (($2 || '-01')::timestamp at time zone $3) group by agency)
     select agency, donors, coalesce(giving, 0) as giving, coalesce(pns, 0) as pns
       from roster left join giving using (agency) where donors > 0`,
    [ctx.city.code, ctx.thisMonth, ctx.city.timeZone],
  );
}
