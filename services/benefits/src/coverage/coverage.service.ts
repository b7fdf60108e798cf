import { type BodyOf, CoverageChanged, type ProtectionConfirmed, tell } from '@lindungi/events';
import type { Month } from '@lindungi/jamsostek';
import { uuidsOf } from '@lindungi/subgraph';
import type { InCity } from '@lindungi/tenancy';
import type { CoverageRow } from './coverage.entity';

type Confirmed = BodyOf<typeof ProtectionConfirmed>;

/** Keeps the months BPJS has receipted and tells those that are new. What is known stays as it was first heard. */
export async function recordCoverage(tx: InCity, { pledgeId, workerId, months }: Confirmed): Promise<void> {
  const added = await tx.query<{ month: Month }>(
    `insert into coverage (city_id, worker_id, month, pledge_id, receipt, received_on)
     select $1, $2, it.month, $3, it.receipt, it.received_on
       from unnest($4::text[], $5::text[], $6::date[]) as it(month, receipt, received_on)
      order by it.month
     on conflict (city_id, worker_id, month) do nothing
     returning month`,
    [
      tx.city.code,
      workerId,
      pledgeId,
      months.map((it) => it.month),
      months.map((it) => it.receipt),
      months.map((it) => it.receivedOn),
    ],
  );
  if (added.length === 0) return;
  tell(tx, CoverageChanged, { workerId, months: added.map((it) => it.month).sort() });
}

/** All covered months of one worker, inside a use case; none for a worker nobody knows. */
export function coverageOf(tx: InCity, workerId: string): Promise<CoverageRow[]> {
  return tx.query(
    `select worker_id as "workerId", month, receipt, received_on as "receivedOn"
       from coverage where city_id = $1 and worker_id = any($2::uuid[]) order by month`,
    [tx.city.code, uuidsOf([{ id: workerId }])],
  );
}
