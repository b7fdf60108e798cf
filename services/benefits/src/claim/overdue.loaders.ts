import type { BenefitsContext } from '../context';
import { sightOfClaims } from './claim.loaders';
import type { OverdueRow } from './overdue.entity';

/**
 * SQL: every claim of the city (`$1`) whose clock runs, with what is owed it and until which day. Null where nobody knows the day.
 *
 * @param zone  the parameter that holds the city's time zone
 */
export const runningClocks = (zone: string): string => `
  select claim.id, claim.kecamatan,
        case when step.state is null then 'REPORT' else 'PAY' end as duty,
        case when step.state is not null then coalesce(papers.pay_by, claim.pay_by)
             when claim.kind = 'ACCIDENT' then ((occurred_at + interval '48 hours') at time zone ${zone})::date
             else report_by end as due_on
   from claim
   left join lateral (select state from claim_step where city_id = $1 and claim_id = claim.id
                       order by number desc limit 1) step on true
   left join lateral (select pay_by from claim_step
                       where city_id = $1 and claim_id = claim.id and state = 'SUBMITTED'
                       order by number desc limit 1) papers on true
  where city_id = $1 and kind <> 'SCHOLARSHIP'
    and (step.state is null or kind = 'DEATH' and step.state in ('SUBMITTED', 'APPROVED'))
    and not exists (select from claim later where later.city_id = $1 and later.replaces = claim.id)`;

/**
 * Claims whose clock ends on a day or has ended, the latest first: accidents and deaths by accident that nobody has told
 * BPJS of, and deaths whose papers BPJS has and has neither returned, rejected nor paid. Of the city, or of a district
 * officer's kecamatan. A corrected claim is in no hurry: its correction is.
 *
 * A step kept before its own last day was kept has that of the filing.
 */
export function overdueClaims(
  ctx: Pick<BenefitsContext, 'city' | 'read' | 'principal' | 'today'>,
  { after, limit }: { after: readonly (string | number)[] | undefined; limit: number },
): Promise<OverdueRow[]> {
  const { all, kecamatan } = sightOfClaims(ctx);
  const from = after ? 'and (due_on, id) > ($7::date, $8::uuid)' : '';
  return ctx.read(
    `select id, duty, due_on as "dueOn", $2::date - due_on as "daysLate"
       from (${runningClocks('$5')}) clock
      where due_on <= $2::date and ($3::boolean or kecamatan = $4) ${from}
      order by due_on, id limit $6`,
    [ctx.city.code, ctx.today, all, kecamatan, ctx.city.timeZone, limit, ...(after ?? [])],
  );
}
