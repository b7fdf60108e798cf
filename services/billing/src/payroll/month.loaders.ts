import { type Month, month, monthsBetween, monthsFrom } from '@lindungi/jamsostek';
import type { Context } from '@lindungi/subgraph';
import type { DeductionChange, TreasurerMonth } from './month.entity';

/** What is asked of each donor by a month's bill and by the one before; `kind` is null for who is the same. */
const CHANGES = `
  with asked as materialized (
    select bill.month, line.donor_id, sum(line.amount)::bigint as amount from agency_bill bill
      join agency_bill_line line on line.city_id = $1 and line.bill_id = bill.id
     where bill.city_id = $1 and bill.agency = $2 and bill.month in ($3, $4)
       and line.state in ('BILLED', 'COLLECTED', 'FAILED')
     group by bill.month, line.donor_id
  ), change as (
    select donor_id, coalesce(was.amount, 0)::bigint as before, coalesce(now.amount, 0)::bigint as now,
           case when was.amount is null then 'JOINED'
                when now.amount is null then case when exists (
                  select from mandate join placement
                      on placement.city_id = $1 and placement.donor_id = mandate.donor_id and placement.agency = $2
                     and placement.left_at is null
                   where mandate.city_id = $1 and mandate.donor_id = either.donor_id and revoked_at is null)
                  then 'PAUSED' else 'LEFT' end
                when was.amount <> now.amount then 'CHANGED' end as kind
      from (select * from asked where month = $3) now
      full join (select * from asked where month = $4) was using (donor_id) as either
     -- a month that is not billed yet has changed nothing
     where exists (select from agency_bill where city_id = $1 and agency = $2 and month = $3)
  )`;

/** The month before. */
function before(of: Month): Month {
  const year = String(Number(of.slice(0, 4)) - 1).padStart(4, '0');
  const start = month(`${year}-12`);
  return monthsFrom(start, monthsBetween(start, of)).at(-1)!;
}

type Totals = Omit<TreasurerMonth, 'agencyCode' | 'agency' | 'month' | 'bill' | 'changes'>;

/** What became of an agency's month, and how many donors changed. Ask for an agency the caller acts for. */
export async function readMonth(agency: string, of: Month, ctx: Context): Promise<Totals> {
  const [totals] = await ctx.read<Totals>(
    `${CHANGES}, line as (
       select line.* from agency_bill bill
         join agency_bill_line line on line.city_id = $1 and line.bill_id = bill.id
        where bill.city_id = $1 and bill.agency = $2 and bill.month = $3
     )
     select coalesce(sum(amount) filter (where state = 'BILLED'), 0)::bigint as awaiting,
            coalesce(sum(collected), 0)::bigint as collected,
            coalesce(sum(amount - collected) filter (where state = 'FAILED'), 0)::bigint as failed,
            coalesce(sum(amount) filter (where state = 'OVER_CAP'), 0)::bigint as "overCap",
            coalesce(sum(amount) filter (where state = 'WITHDRAWN'), 0)::bigint as withdrawn,
            (select count(*)::int from change where kind = 'JOINED') as joined,
            (select count(*)::int from change where kind = 'LEFT') as left,
            (select count(*)::int from change where kind = 'PAUSED') as paused,
            (select count(*)::int from change where kind = 'CHANGED') as changed
       from line`,
    [ctx.city.code, agency, of, before(of)],
  );
  return totals!;
}

/** Who is new, gone or changed in an agency's month, from `after` on. */
export function readChanges(
  agency: string,
  of: Month,
  ctx: Context,
  page: { after: readonly unknown[] | undefined; limit: number },
): Promise<DeductionChange[]> {
  return ctx.read<DeductionChange>(
    `${CHANGES} select donor_id as "donorId", kind, before, now from change
      where kind is not null and ($5::uuid is null or donor_id > $5) order by donor_id limit $6`,
    [ctx.city.code, agency, of, before(of), page.after?.[0] ?? null, page.limit],
  );
}
