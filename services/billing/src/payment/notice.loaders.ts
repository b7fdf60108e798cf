import { type Columns, type Context, groupFor, selectList, uuidsOf } from '@lindungi/subgraph';
import type { ProviderNotice } from './notice.entity';

const columns: Columns = {
  id: 'id',
  eventId: 'event_id',
  provider: 'provider',
  orderId: 'order_id',
  state: 'state',
  outcome: 'outcome',
  receivedAt: 'received_at',
};

/** The messages each alarm is about, the first one first; who may see the alarm may see them. */
export async function noticesOfAlarms(
  alarms: readonly { reference: string }[],
  ctx: Context,
  asked: string[],
): Promise<ProviderNotice[][]> {
  const references = alarms.map(({ reference }) => reference);
  const notices = await ctx.read<ProviderNotice>(
    `select ${selectList(columns, asked, ['eventId'])} from notice
      where city_id = $1 and event_id = any($2::text[]) order by event_id, received_at, id`,
    [ctx.city.code, [...new Set(references)]],
  );
  return groupFor(references, notices, ({ eventId }) => eventId);
}

/** The city's message of this id, or null. */
export async function readNotice(id: string, ctx: Context, asked: string[]): Promise<ProviderNotice | null> {
  const [notice] = await ctx.read<ProviderNotice>(
    `select ${selectList(columns, asked)} from notice where city_id = $1 and id = any($2::uuid[])`,
    [ctx.city.code, uuidsOf([{ id }])],
  );
  return notice ?? null;
}
