import { type Columns, type Context, selectList, uuidsOf } from '@lindungi/subgraph';
import type { Alarm } from './alarm.entity';

const columns: Columns = {
  id: 'id',
  code: 'code',
  message: ['code'],
  reference: 'reference',
  at: 'at',
  closedAt: 'closed_at',
  reason: 'reason',
  notices: ['reference'],
};

/** The city's alarm of this id, or null. */
export async function readAlarm(id: string, ctx: Context, asked: string[]): Promise<Alarm | null> {
  const [alarm] = await ctx.read<Alarm>(
    `select ${selectList(columns, asked)} from alarm where city_id = $1 and id = any($2::uuid[])`,
    [ctx.city.code, uuidsOf([{ id }])],
  );
  return alarm ?? null;
}

/** The city's alarms, latest first, from `after` on; only the open ones, or all. */
export function readAlarms(
  ctx: Context,
  asked: string[],
  page: { open: boolean; after: readonly unknown[] | undefined; limit: number },
): Promise<Alarm[]> {
  return ctx.read<Alarm>(
    `select ${selectList(columns, asked, ['id', 'at'])} from alarm
      where city_id = $1 and ($2::timestamptz is null or (at, id) < ($2, $3::uuid))
        ${page.open ? 'and closed_at is null' : ''}
      order by at desc, id desc limit $4`,
    [ctx.city.code, page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit],
  );
}
