import type { Law, Month } from '@lindungi/jamsostek';
import { type Context, groupFor } from '@lindungi/subgraph';
import type { LapseCountdown, OwedMonth } from './lapse.entity';
import { aYearBefore, countdownOf, countdownsSeenBy } from './lapse.rules';
import { STANDINGS, type Standing } from './standing';

/** Whom the caller may see whose cover ends this month or ended within a year; the longest without it first. */
export async function readCountdowns(
  ctx: Context<{ law: Law }>,
  page: { after?: readonly unknown[] | undefined; limit: number },
): Promise<LapseCountdown[]> {
  const seen = countdownsSeenBy(ctx.principal);
  if (!seen) return [];
  const rows = await ctx.read<Standing>(
    `select * from (${STANDINGS}) standing
      where ($4::text is null or kecamatan = $4)
        and ($5::text is null or "donorId"::text = $5 or exists (select from invoice where city_id = $1
              and worker_id = "workerId" and donor_id::text = $5 and state <> 'CANCELLED'))
        and ($6::text is null or ("coveredThrough", "workerId") > ($6, $7::uuid))
      order by "coveredThrough", "workerId" limit $8`,
    [
      ctx.city.code,
      aYearBefore(ctx.thisMonth),
      ctx.thisMonth,
      seen.kecamatan,
      seen.donorId,
      page.after?.[0] ?? null,
      page.after?.[1] ?? null,
      page.limit,
    ],
  );
  return rows.map(({ workerId, coveredThrough, next }) => ({
    workerId,
    coveredThrough,
    ...countdownOf(ctx.own.law, coveredThrough, next, ctx.today),
  }));
}

/** The months after the last receipted one that somebody offered to pay and has not, the earliest first. */
export async function owedOfCountdowns(
  countdowns: readonly { workerId: string; coveredThrough: Month }[],
  ctx: Context,
): Promise<OwedMonth[][]> {
  const owed = await ctx.read<OwedMonth & { workerId: string }>(
    `select invoice.worker_id as "workerId", line.month, line.amount, line.due_on as "dueOn", pledge_id as "pledgeId"
       from unnest($2::uuid[], $3::text[]) as asked (worker_id, through)
       join invoice on invoice.city_id = $1 and invoice.worker_id = asked.worker_id
        and invoice.state in ('ISSUED', 'PARTIAL', 'REVERSED')
       join invoice_line line on line.city_id = $1 and line.invoice_id = invoice.id and line.moved_to is null
        and line.month > asked.through
      where not exists (select from remittance_line sent where sent.city_id = $1 and sent.invoice_id = invoice.id
                           and sent.month = line.month and sent.state <> 'REJECTED')
      order by invoice.worker_id, line.month`,
    [
      ctx.city.code,
      countdowns.map(({ workerId }) => workerId),
      countdowns.map(({ coveredThrough }) => coveredThrough),
    ],
  );
  return groupFor(
    countdowns.map(({ workerId }) => workerId),
    owed,
    ({ workerId }) => workerId,
  );
}
