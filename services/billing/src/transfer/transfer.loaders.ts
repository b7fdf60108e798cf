import { type Columns, type Context, selectList, uuidsOf } from '@lindungi/subgraph';
import type { AgencyAdvance } from './advance.entity';
import type { AwaitedTransfer } from './transfer.entity';

/** What agencies have deducted and not transferred, bill by bill, the longest waiting first, from `after` on. */
export function readAwaited(
  ctx: Context,
  page: { after: readonly unknown[] | undefined; limit: number },
): Promise<AwaitedTransfer[]> {
  return ctx.read<AwaitedTransfer>(
    `select * from (
       select bill.id as "billId", bill.number as "billNumber", bill.agency as "agencyCode", bill.month,
              'AWAITING_AGENCY_TRANSFER' as reason, bill.due_on as "dueOn", bill.grace_until as "graceUntil",
              min(deducted_at) as since,
              (sum(it.amount) - (select coalesce(sum(amount), 0) from statement_line seen
                                  where seen.city_id = $1 and seen.bill_id = bill.id and seen.state = 'ACCEPTED')
                              + (select coalesce(sum(amount - taken_back), 0) from deducted_payment come
                                  where come.city_id = $1 and come.bill_id = bill.id and arrived_at is not null))::bigint as owed,
              coalesce(sum(it.amount) filter (where advance_id is not null), 0)::bigint as advanced,
              (select count(*)::int from awaited_month awaited
                where awaited.city_id = $1 and awaited.bill_id = bill.id) as months
         from deducted_payment it join agency_bill bill on bill.city_id = $1 and bill.id = it.bill_id
        where it.city_id = $1 and arrived_at is null and taken_back = 0
        group by bill.city_id, bill.id) bill
      where $2::timestamptz is null or (since, "billId") > ($2, $3::uuid)
      order by since, "billId" limit $4`,
    [ctx.city.code, page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit],
  );
}

const columns: Columns = {
  id: 'advance.id',
  billId: 'bill_id',
  billNumber: 'bill.number',
  amount: 'advance.amount',
  reason: 'reason',
  state: 'state',
  proposedBy: 'proposed_by',
  proposedAt: 'proposed_at',
  decidedBy: 'decided_by',
  decidedAt: 'decided_at',
};

const FROM =
  'agency_advance advance join agency_bill bill on bill.city_id = advance.city_id and bill.id = bill_id';

/** The city's advance of this id, or null. */
export async function readAdvance(id: string, ctx: Context, asked: string[]): Promise<AgencyAdvance | null> {
  const [advance] = await ctx.read<AgencyAdvance>(
    `select ${selectList(columns, asked)} from ${FROM} where advance.city_id = $1 and advance.id = any($2::uuid[])`,
    [ctx.city.code, uuidsOf([{ id }])],
  );
  return advance ?? null;
}

/** The city's advances, latest first, from `after` on. */
export function readAdvances(
  ctx: Context,
  asked: string[],
  page: { after: readonly unknown[] | undefined; limit: number },
): Promise<AgencyAdvance[]> {
  return ctx.read<AgencyAdvance>(
    `select ${selectList(columns, asked, ['id', 'proposedAt'])} from ${FROM}
      where advance.city_id = $1 and ($2::timestamptz is null or (proposed_at, advance.id) < ($2, $3::uuid))
      order by proposed_at desc, advance.id desc limit $4`,
    [ctx.city.code, page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit],
  );
}
