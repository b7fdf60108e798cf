import type { ChildBatch } from '@lindungi/subgraph';
import type { City, CityDatabase } from '@lindungi/tenancy';
import type { Own } from '../context';
import type { PledgeRow } from '../pledge/pledge.entity';
import { PAID_AHEAD } from './paid-ahead';

/** Pledges looked at in one statement. */
const AT_ONCE = 200;

/** Which pledges were given to the pool and wait for a receipt. */
export const waitingPledges: ChildBatch<PledgeRow, boolean, Own> = async (pledges, ctx) => {
  const ids = pledges.map(({ id }) => id);
  const rows = await ctx.read<{ id: string }>(
    `select pledge_id as id from pool_gift
      where city_id = $1 and pledge_id = any($2::uuid[]) and told_at is null`,
    [ctx.city.code, ids],
  );
  const waiting = new Set(rows.map(({ id }) => id));
  return ids.map((id) => waiting.has(id));
};

/** Pledges that wait for the pool no longer than billing needs to be told: the next few after a pledge, in order. */
export async function readyForPool(
  db: CityDatabase,
  city: City,
  after: string | undefined,
): Promise<{ ids: string[]; next: string | undefined }> {
  const rows = await db.read<{ id: string; waits: boolean }>(
    city,
    `select p.id, ${PAID_AHEAD} as waits from pool_gift gift
       join pledge p on p.city_id = $1 and p.id = gift.pledge_id
      where gift.city_id = $1 and gift.told_at is null and ($2::uuid is null or gift.pledge_id > $2)
      order by gift.pledge_id limit $3`,
    [city.code, after ?? null, AT_ONCE],
  );
  const ids = rows.filter(({ waits }) => !waits).map(({ id }) => id);
  return { ids, next: rows.length < AT_ONCE ? undefined : rows.at(-1)?.id };
}
