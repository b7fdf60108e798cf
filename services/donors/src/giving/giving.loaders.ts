import type { DonorsContext } from '../context';
import type { Group } from './giving.rules';

/** How many give among those on the roster, in one agency. */
export interface AgencyGroup extends Group {
  agency: string;
  pns: number;
}

/**
 * Of each agency, how many are on the roster and how many of them gave as this month began; an agency without anybody is
 * left out. The month's beginning is kept to, so that nobody sees a number move when a colleague says something.
 */
export function givingPerAgency(
  ctx: Pick<DonorsContext, 'city' | 'read' | 'thisMonth'>,
): Promise<AgencyGroup[]> {
  return ctx.read(
    `with began as (select ($2 || '-01')::timestamp at time zone $3 as at),
          giving as (select distinct donor_id from pledge, began
                      where city_id = $1 and created_at < began.at
                        and (withdrawn_at is null or withdrawn_at >= began.at))
     select agency, count(*)::int as donors, count(giving.donor_id)::int as giving,
            count(giving.donor_id) filter (where kind = 'PNS')::int as pns
       from donor left join giving on giving.donor_id = donor.id
      where city_id = $1 and left_at is null group by agency`,
    [ctx.city.code, ctx.thisMonth, ctx.city.timeZone],
  );
}
