import { type Columns, type Context, groupFor, selectList, uuidsOf } from '@lindungi/subgraph';
import type { Remittance, RemittanceLine } from './remittance.entity';

const columns: Columns = {
  id: 'id',
  branch: 'branch',
  state: 'state',
  amount: 'amount',
  transferReference: 'transfer_reference',
  lines: ['id'],
  preparedAt: 'prepared_at',
};

const lineColumns: Columns = {
  id: 'id',
  remittanceId: 'remittance_id',
  workerId: 'worker_id',
  worker: ['workerId'],
  month: 'month',
  amount: 'amount',
  state: 'state',
  receipt: 'receipt',
  kpj: 'kpj',
  reason: 'reason',
};

/** The city's remittance of this id, or null. */
export async function readRemittance(id: string, ctx: Context, asked: string[]): Promise<Remittance | null> {
  const [remittance] = await ctx.read<Remittance>(
    `select ${selectList(columns, asked)} from remittance where city_id = $1 and id = any($2::uuid[])`,
    [ctx.city.code, uuidsOf([{ id }])],
  );
  return remittance ?? null;
}

/** The city's remittances, latest first, from `after` on. */
export function readRemittances(
  ctx: Context,
  asked: string[],
  page: { after: readonly unknown[] | undefined; limit: number },
): Promise<Remittance[]> {
  return ctx.read<Remittance>(
    `select ${selectList(columns, asked, ['id', 'preparedAt'])} from remittance
      where city_id = $1 and ($2::timestamptz is null or (prepared_at, id) < ($2, $3::uuid))
      order by prepared_at desc, id desc limit $4`,
    [ctx.city.code, page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit],
  );
}

/** The lines of each remittance, the oldest month first. */
export async function linesOfRemittances(
  remittances: readonly { id: string }[],
  ctx: Context,
  asked: string[],
): Promise<RemittanceLine[][]> {
  const lines = await ctx.read<RemittanceLine>(
    `select ${selectList(lineColumns, asked, ['remittanceId'])} from remittance_line
      where city_id = $1 and remittance_id = any($2::uuid[]) order by remittance_id, month, id`,
    [ctx.city.code, uuidsOf(remittances)],
  );
  return groupFor(
    remittances.map(({ id }) => id),
    lines,
    ({ remittanceId }) => remittanceId,
  );
}
