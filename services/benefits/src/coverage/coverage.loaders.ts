import { type Columns, groupFor, selectList, signedIn, uuidsOf } from '@lindungi/subgraph';
import type { BenefitsContext } from '../context';
import type { CoverageRow, Worker } from './coverage.entity';

const columns: Columns = {
  workerId: 'worker_id',
  month: 'month',
  receipt: 'receipt',
  receivedOn: 'received_on',
};

/** What a decision about one worker needs. */
export const WHOLE_COVERAGE: readonly string[] = Object.keys(columns);

/**
 * Covered months of some workers, in one statement; none for a worker nobody knows.
 *
 * Anybody signed in may ask: who may see a worker at all is decided by beneficiaries, from where the
 * graph came here, and a month and a receipt name no person.
 *
 * @throws SignInNeeded
 */
export async function coverageOfWorkers(
  workers: readonly Pick<Worker, 'id'>[],
  ctx: Pick<BenefitsContext, 'city' | 'read' | 'principal'>,
  names: readonly string[],
): Promise<CoverageRow[][]> {
  signedIn(ctx);
  const rows = await ctx.read<CoverageRow>(
    `select ${selectList(columns, names, ['workerId'])} from coverage
      where city_id = $1 and worker_id = any($2::uuid[]) order by worker_id, coverage.month`,
    [ctx.city.code, uuidsOf(workers)],
  );
  return groupFor(
    workers.map(({ id }) => id.toLowerCase()),
    rows,
    (row) => row.workerId,
  );
}
