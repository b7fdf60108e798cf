import { type Columns, groupFor, selectList, uuidsOf } from '@lindungi/subgraph';
import type { DonorsContext } from '../context';
import { isSeen, seeing } from '../donor/seen';
import type { Sight } from '../donor/sight';
import type { PledgeRow } from './pledge.entity';

const columns: Columns = {
  id: 'id',
  donorId: 'donor_id',
  workerId: 'worker_id',
  firstMonth: 'first_month',
  months: 'months',
  createdAt: 'created_at',
  withdrawnAt: 'withdrawn_at',
  donor: ['donorId'],
  worker: ['workerId'],
  monthList: ['firstMonth', 'months'],
  state: ['firstMonth', 'months', 'withdrawnAt'],
  paidThrough: ['id'],
  protectedUntil: ['id'],
  waitsForReceipt: ['id'],
};

/** Every column of a pledge: for those who do not know yet which will be asked. */
export const WHOLE_PLEDGE: readonly string[] = Object.keys(columns);

type Asking = Pick<DonorsContext, 'city' | 'read'>;

/** Pledges by id, in one statement; those the caller may not see are as absent as those that never were. */
export function pledgesByIds(
  ctx: Asking,
  sight: Sight,
  refs: readonly object[],
  names: readonly string[],
): Promise<PledgeRow[]> {
  return ctx.read(
    `select ${selectList(columns, names)} from pledge
      where city_id = $1 and id = any($2::uuid[])
        and exists (select from donor where donor.city_id = $1 and donor.id = pledge.donor_id and ${isSeen('donor', 3)})`,
    [ctx.city.code, uuidsOf(refs), ...seeing(sight)],
  );
}

/** A page of the pledges of each donor, newest first, in one statement for all of them. */
export async function pledgesOfDonors(
  ctx: Asking,
  donorIds: readonly string[],
  { after, limit }: { after: readonly (string | number)[] | undefined; limit: number },
  names: readonly string[],
): Promise<PledgeRow[][]> {
  const values: unknown[] = [ctx.city.code, donorIds, limit];
  const from = after
    ? `and (created_at, id) < ($${values.push(after[0])}::timestamptz, $${values.push(after[1])}::uuid)`
    : '';
  const rows = await ctx.read<PledgeRow>(
    `select page.* from unnest($2::uuid[]) as donor(id) cross join lateral (
       select ${selectList(columns, names, ['id', 'donorId', 'createdAt'])} from pledge
        where city_id = $1 and donor_id = donor.id ${from}
        order by created_at desc, id desc limit $3) page`,
    values,
  );
  return groupFor(donorIds, rows, (row) => row.donorId);
}
