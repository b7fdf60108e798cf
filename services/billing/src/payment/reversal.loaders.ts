import { type Columns, type Context, groupFor, selectList, uuidsOf } from '@lindungi/subgraph';
import type { ParkedReversal, ReversalDecision } from './reversal.entity';

const columns: Columns = {
  id: 'id',
  orderId: 'order_id',
  amount: 'amount',
  reversed: 'reversed',
  missing: 'missing',
  heardAt: 'heard_at',
  decisions: ['id'],
};

const decisionColumns: Columns = {
  id: 'id',
  paymentId: 'payment_id',
  what: 'what',
  amount: 'amount',
  reason: 'reason',
  state: 'state',
  proposedAt: 'proposed_at',
  decidedAt: 'decided_at',
  proposedBy: 'proposed_by',
  mine: ['proposedBy'],
};

/** The city's parked reversals, latest first, from `after` on. */
export function readParkedReversals(
  ctx: Context,
  asked: string[],
  page: { after: readonly unknown[] | undefined; limit: number },
): Promise<ParkedReversal[]> {
  return ctx.read<ParkedReversal>(
    `select ${selectList(columns, asked, ['id', 'heardAt'])} from payment
      where city_id = $1 and missing > 0 and ($2::timestamptz is null or (heard_at, id) < ($2, $3::uuid))
      order by heard_at desc, id desc limit $4`,
    [ctx.city.code, page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit],
  );
}

/** What was decided about each parked reversal, the latest first. */
export async function decisionsOfReversals(
  reversals: readonly { id: string }[],
  ctx: Context,
  asked: string[],
): Promise<ReversalDecision[][]> {
  const decisions = await ctx.read<ReversalDecision>(
    `select ${selectList(decisionColumns, asked, ['paymentId'])} from reversal_decision
      where city_id = $1 and payment_id = any($2::uuid[]) order by payment_id, proposed_at desc, id`,
    [ctx.city.code, uuidsOf(reversals)],
  );
  return groupFor(
    reversals.map(({ id }) => id),
    decisions,
    ({ paymentId }) => paymentId,
  );
}

/** The city's decision of this id, or null. */
export async function readDecision(
  id: string,
  ctx: Context,
  asked: string[],
): Promise<ReversalDecision | null> {
  const [decision] = await ctx.read<ReversalDecision>(
    `select ${selectList(decisionColumns, asked)} from reversal_decision
      where city_id = $1 and id = any($2::uuid[])`,
    [ctx.city.code, uuidsOf([{ id }])],
  );
  return decision ?? null;
}
