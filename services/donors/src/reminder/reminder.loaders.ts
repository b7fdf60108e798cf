import type { Month } from '@lindungi/jamsostek';
import { type ChildBatch, oneFor, signedIn } from '@lindungi/subgraph';
import type { DonorsContext, Own } from '../context';
import { sightOf } from '../donor/sight.rules';
import type { PledgeRow } from '../pledge/pledge.entity';
import { pledgesByIds } from '../pledge/pledge.loaders';
import type { Reminder } from './reminder.entity';
import type { FailureReason } from './reminder-kind';

/** A reminder as it is kept, plain. */
export type ReminderRow = Omit<Reminder, 'message' | 'worker' | 'pledge'> & {
  workerId: string;
  pledgeId: string | null;
  reason: FailureReason | null;
  /** The months it was told of, those paid since among them. */
  told: Month[];
};

const COLUMNS = `id, kind, worker_id as "workerId", pledge_id as "pledgeId", months as told,
  array(select unnest(months) except select unnest(paid) order by 1) as months, amount, reason, pay_until as "payUntil",
  told_at as "toldAt", ended_at as "endedAt"`;

type Asking = Pick<DonorsContext, 'city' | 'read' | 'principal'>;

/** The caller's own reminders, latest first; those that ended only when asked for. */
export function readReminders(
  ctx: Asking,
  page: { ended: boolean; after: readonly unknown[] | undefined; limit: number },
): Promise<ReminderRow[]> {
  return ctx.read<ReminderRow>(
    `select ${COLUMNS} from reminder
      where city_id = $1 and donor_id = $2::uuid and (ended_at is not null) = $3
        and ($4::timestamptz is null or (told_at, id) < ($4, $5::uuid))
      order by told_at desc, id desc limit $6`,
    [ctx.city.code, signedIn(ctx), page.ended, page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit],
  );
}

/** One of the caller's own reminders, and how many are open in all. */
export async function readReminder(
  ctx: Asking,
  id: string | null,
): Promise<{ reminder: ReminderRow | null; open: number }> {
  const mine = [ctx.city.code, signedIn(ctx)];
  const [count] = await ctx.read<{ open: number }>(
    'select count(*)::int as open from reminder where city_id = $1 and donor_id = $2::uuid and ended_at is null',
    mine,
  );
  const [reminder] = id
    ? await ctx.read<ReminderRow>(
        `select ${COLUMNS} from reminder where city_id = $1 and donor_id = $2::uuid and id = $3::uuid`,
        [...mine, id],
      )
    : [];
  return { reminder: reminder ?? null, open: count?.open ?? 0 };
}

/** The pledge each reminder is about: an own one, so its donor may see it. */
export const pledgesOfReminders: ChildBatch<ReminderRow, PledgeRow | null, Own> = async (
  reminders,
  ctx,
  names,
) => {
  const refs = reminders.flatMap(({ pledgeId }) => (pledgeId ? [{ id: pledgeId }] : []));
  const pledges = await pledgesByIds(ctx, sightOf(ctx.principal), refs, ['id', ...names]);
  return oneFor(
    reminders.map(({ pledgeId }) => pledgeId ?? ''),
    pledges,
    ({ id }) => id,
  );
};
