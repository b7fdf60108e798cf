import type { Context } from '@lindungi/subgraph';
import type { RejectionTask } from './rejection.entity';
import { tasksSeenBy } from './rejection.rules';

/** Tasks the caller may see, latest first, from `after` on. */
export function readTasks(
  ctx: Context,
  page: { open?: boolean; id?: string; after?: readonly unknown[] | undefined; limit: number },
): Promise<RejectionTask[]> {
  const seen = tasksSeenBy(ctx.principal);
  if (!seen) return Promise.resolve([]);
  return ctx.read<RejectionTask>(
    `select task.id, task.kecamatan, worker_id as "workerId", month, amount, reason, opened_at as "openedAt",
            done_at as "doneAt", note
       from rejection_task task join remittance_line line on line.city_id = task.city_id and line.id = task.id
      where task.city_id = $1 and ($2::text is null or task.kecamatan = $2)
        and ($3::boolean is null or (done_at is null) = $3) and ($4::text is null or task.id::text = $4)
        and ($5::timestamptz is null or (opened_at, task.id) < ($5, $6::uuid))
      order by opened_at desc, task.id desc limit $7`,
    [
      ctx.city.code,
      'kecamatan' in seen ? seen.kecamatan : null,
      page.open ?? null,
      page.id ?? null,
      page.after?.[0] ?? null,
      page.after?.[1] ?? null,
      page.limit,
    ],
  );
}
