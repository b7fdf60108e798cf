import { type Doer, uuidOf } from '@lindungi/subgraph';
import { type InCity, recordDeed } from '@lindungi/tenancy';
import { RejectionTaskUnknown } from './rejection.errors';
import { taskNote } from './rejection.rules';

/** What BPJS refused becomes a task of the district where the worker lives, as the invoice knows it. */
export function openTasks(tx: InCity, lineIds: readonly string[]): void {
  tx.write(
    `insert into rejection_task (city_id, id, kecamatan)
     select line.city_id, line.id, invoice.kecamatan from remittance_line line
       join invoice on invoice.city_id = line.city_id and invoice.id = line.invoice_id
      where line.city_id = $1 and line.id = any($2::uuid[])`,
    [tx.city.code, lineIds],
  );
}

/** BPJS took these months: what was to be done about them is done. */
export function endTasks(tx: InCity, acceptedLineIds: readonly string[]): void {
  tx.write(
    `update rejection_task task set done_at = now()
       from remittance_line refused, remittance_line accepted
      where task.city_id = $1 and task.done_at is null
        and refused.city_id = $1 and refused.id = task.id
        and accepted.city_id = $1 and accepted.id = any($2::uuid[])
        and accepted.worker_id = refused.worker_id and accepted.month = refused.month`,
    [tx.city.code, acceptedLineIds],
  );
}

/**
 * An officer has seen to it: the month goes out with the next list, as it would have anyway.
 *
 * @param kecamatan  the officer's own; null for who answers for the whole city
 * @throws RejectionTaskUnknown, TaskNoteRefused
 */
export async function closeTask(
  tx: InCity,
  { taskId, note }: { taskId: string; note: string },
  kecamatan: string | null,
  by: Doer,
): Promise<void> {
  const reason = taskNote(note);
  const [done] = await tx.query<{ id: string }>(
    `update rejection_task set done_at = now(), done_by = $4, note = $5
      where city_id = $1 and id = $2 and done_at is null and ($3::text is null or kecamatan = $3) returning id`,
    [tx.city.code, uuidOf(taskId), kecamatan, by.subject, reason],
  );
  if (!done) throw new RejectionTaskUnknown();
  recordDeed(tx, { by, act: 'closeRejectionTask', kind: 'RejectionTask', object: done.id, reason });
}
