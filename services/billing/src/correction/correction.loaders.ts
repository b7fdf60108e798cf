import { type Columns, type Context, selectList, uuidsOf } from '@lindungi/subgraph';
import type { Correction } from './correction.entity';

const columns: Columns = {
  id: 'id',
  transactionId: 'transaction_id',
  reason: 'reason',
  state: 'state',
  proposedBy: 'proposed_by',
  proposedAt: 'proposed_at',
  decidedBy: 'decided_by',
  decidedAt: 'decided_at',
};

/** The city's correction of this id, or null. */
export async function readCorrection(id: string, ctx: Context, asked: string[]): Promise<Correction | null> {
  const [correction] = await ctx.read<Correction>(
    `select ${selectList(columns, asked)} from correction where city_id = $1 and id = any($2::uuid[])`,
    [ctx.city.code, uuidsOf([{ id }])],
  );
  return correction ?? null;
}

/** The city's corrections, latest first, from `after` on. */
export function readCorrections(
  ctx: Context,
  asked: string[],
  page: { after: readonly unknown[] | undefined; limit: number },
): Promise<Correction[]> {
  return ctx.read<Correction>(
    `select ${selectList(columns, asked, ['id', 'proposedAt'])} from correction
      where city_id = $1 and ($2::timestamptz is null or (proposed_at, id) < ($2, $3::uuid))
      order by proposed_at desc, id desc limit $4`,
    [ctx.city.code, page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit],
  );
}
