import type { LocalDate, Month } from '@lindungi/jamsostek';
import type { ChildBatch } from '@lindungi/subgraph';
import type { BeneficiariesContext, Own } from '../context';
import { sightOf } from '../worker/sight.rules';
import { type WorkerRow, workersByIds } from '../worker/worker.loaders';
import { daysLeft } from './nearing.rules';

export interface LapsingRow {
  workerId: string;
  coveredThrough: Month;
  graceEndsOn: LocalDate;
  daysLeft: number;
}

/**
 * Workers the caller answers for whose grace is not over and for whom nobody has paid since their cover ended, the
 * most urgent first; a month BPJS refused is paid, and is the task of whoever mends it.
 */
export async function readLapsing(
  ctx: Pick<BeneficiariesContext, 'city' | 'read' | 'today' | 'principal'>,
  page: { kecamatan: string | null; after: readonly unknown[] | undefined; limit: number },
): Promise<LapsingRow[]> {
  const { everyone, area } = sightOf(ctx.principal);
  if (!everyone && area === null) return [];
  const rows = await ctx.read<Omit<LapsingRow, 'daysLeft'>>(
    `select worker_id as "workerId", covered_through as "coveredThrough", grace_ends_on as "graceEndsOn"
       from nearing join worker w on w.city_id = nearing.city_id and w.id = worker_id
      where nearing.city_id = $1 and grace_ends_on >= $2 and ($3::text is null or w.kecamatan = $3)
        and ($4::text is null or w.kecamatan = $4)
        and ($5::date is null or (grace_ends_on, worker_id) > ($5, $6::uuid))
        and not exists (select from protection p where p.city_id = $1 and p.worker_id = nearing.worker_id
              and p.month > covered_through and p.state in ('PAID', 'PROTECTED', 'REJECTED'))
      order by grace_ends_on, worker_id limit $7`,
    [
      ...[ctx.city.code, ctx.today, everyone ? null : area, page.kecamatan],
      ...[page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit],
    ],
  );
  return rows.map((row) => ({ ...row, daysLeft: daysLeft(row.graceEndsOn, ctx.today) }));
}

/** Who they are; each row is one the caller may see. */
export const workersOfLapsing: ChildBatch<LapsingRow, WorkerRow, Own> = async (rows, ctx, asked) => {
  const refs = rows.map(({ workerId: id }) => ({ id }));
  const found = await workersByIds(ctx, sightOf(ctx.principal), refs, ['id', ...asked]);
  const byId = new Map(found.map((row) => [row.id, row]));
  return rows.map(({ workerId }) => byId.get(workerId)!);
};
