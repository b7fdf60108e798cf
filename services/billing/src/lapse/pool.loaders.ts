import type { Law } from '@lindungi/jamsostek';
import type { Context } from '@lindungi/subgraph';
import { countdownOf } from './lapse.rules';
import type { PoolOffer } from './pool.entity';

/** Workers of the city who wait for a donor, those offered longest ago first; or the one offer of this id. */
export async function readPool(
  ctx: Context<{ law: Law }>,
  page: { id?: string; after?: readonly unknown[] | undefined; limit: number },
): Promise<PoolOffer[]> {
  const rows = await ctx.read<Omit<PoolOffer, 'graceEndsOn'>>(
    `select id, worker_id as "workerId", kecamatan, sector, covered_through as "coveredThrough", offered_at as "offeredAt"
       from pool_offer where city_id = $1 and taken_at is null and withdrawn_at is null and ($2::text is null or id::text = $2)
        and ($3::timestamptz is null or (offered_at, id) > ($3, $4::uuid))
      order by offered_at, id limit $5`,
    [ctx.city.code, page.id ?? null, page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit],
  );
  return rows.map((it) => {
    const { graceEndsOn } = countdownOf(ctx.own.law, it.coveredThrough, 'OPEN', ctx.today);
    return { ...it, graceEndsOn };
  });
}
