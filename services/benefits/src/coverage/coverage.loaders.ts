import { type Columns, groupFor, selectList, signedIn, uuidsOf } from '@lindungi/subgraph';
import type { BenefitsContext } from '../context';
import type { CoverageRow, Worker } from './coverage.entity';
import { sightOf } from './sight.rules';

const columns: Columns = {
  workerId: 'worker_id',
  month: 'month',
  receipt: 'receipt',
  receivedOn: 'received_on',
};

/**
 * Covered months of some workers, in one statement; none for a worker nobody knows, or whom the caller may not see.
 *
 * @throws SignInNeeded
 */
export async function coverageOfWorkers(
  workers: readonly Pick<Worker, 'id'>[],
  ctx: Pick<BenefitsContext, 'city' | 'read' | 'principal'>,
  names: readonly string[],
): Promise<CoverageRow[][]> {
  signedIn(ctx);
  const { all, kecamatan, donorId } = sightOf(ctx.principal);
  const rows = await ctx.read<CoverageRow>(
    `select distinct on (worker_id, covered_month.month) ${selectList(columns, names, ['workerId'])} from covered_month
      where city_id = $1 and worker_id = any($2::uuid[])
        and ($3::boolean or kecamatan = $4 or donor_id = $5::uuid)
      order by worker_id, covered_month.month`,
    [ctx.city.code, uuidsOf(workers), all, kecamatan, donorId],
  );
  return groupFor(
    workers.map(({ id }) => id.toLowerCase()),
    rows,
    (row) => row.workerId,
  );
}
