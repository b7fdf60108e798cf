import type { Context } from '@lindungi/subgraph';
import type { RepricedMonth, RepricingRun } from './repricing.entity';

/** Months whose law changed, latest first, from `after` on; all, or only those that were left at their old price. */
export function readRepriced(
  ctx: Context,
  left: boolean,
  page: { after: readonly unknown[] | undefined; limit: number },
): Promise<RepricedMonth[]> {
  const [at, invoiceId, month] = page.after ?? [];
  return ctx.read<RepricedMonth>(
    `select it.invoice_id as "invoiceId", invoice.number as invoice, it.month, was, now, sources, law, outcome, at
       from repriced_month it join invoice on invoice.city_id = $1 and invoice.id = it.invoice_id
      where it.city_id = $1 and (not $2 or outcome <> 'MOVED')
        and ($3::timestamptz is null or (at, it.invoice_id, it.month) < ($3, $4::uuid, $5::text))
      order by at desc, it.invoice_id desc, it.month desc limit $6`,
    [ctx.city.code, left, at ?? null, invoiceId ?? null, month ?? null, page.limit],
  );
}

/** How far the law that was begun last is carried out, as it stands now. */
export async function readLastRun(ctx: Context): Promise<RepricingRun | null> {
  const [last] = await ctx.read<RepricingRun>(
    `select law, looked as done, waiting, ended_at is not null as ended from repricing
      where city_id = $1 order by begun_at desc, law limit 1`,
    [ctx.city.code],
  );
  return last ?? null;
}
