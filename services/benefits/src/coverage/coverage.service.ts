import { type BodyOf, CoverageChanged, type ProtectionConfirmed, tell } from '@lindungi/events';
import type { Month } from '@lindungi/jamsostek';
import { uuidsOf } from '@lindungi/subgraph';
import { askInPace, type InCity, type Pace } from '@lindungi/tenancy';
import type { CoverageRow } from './coverage.entity';
import type { Sight } from './sight.rules';

type Confirmed = BodyOf<typeof ProtectionConfirmed>;

/** Keeps the months BPJS has receipted and tells those that are new. What is known stays as it was first heard. */
export async function recordCoverage(tx: InCity, body: Confirmed): Promise<void> {
  const { pledgeId, donorId, workerId, kecamatan, months } = body;
  const added = await tx.query<{ month: Month }>(
    `insert into coverage (city_id, worker_id, month, pledge_id, donor_id, kecamatan, receipt, received_on)
     select $1, $2, it.month, $3, $4, $5, it.receipt, it.received_on
       from unnest($6::text[], $7::text[], $8::date[]) as it(month, receipt, received_on)
      order by it.month
     on conflict (city_id, worker_id, month) do nothing
     returning month`,
    [
      tx.city.code,
      workerId,
      pledgeId,
      donorId,
      kecamatan,
      months.map((it) => it.month),
      months.map((it) => it.receipt),
      months.map((it) => it.receivedOn),
    ],
  );
  if (added.length === 0) return;
  tell(tx, CoverageChanged, { workerId, months: added.map((it) => it.month).sort() });
}

type SeenRow = CoverageRow & { kecamatan: string };

/** Covered months of one worker that somebody sees, inside a use case; none for a worker nobody knows. */
export function coverageOf(tx: InCity, workerId: string, sight: Sight): Promise<SeenRow[]> {
  const { text, values } = monthsSeen(tx, workerId, sight);
  return tx.query(text, values);
}

/** The same, to somebody who keeps the pace, in one round trip. @throws AskedTooOften */
export const coverageInPace = (
  tx: InCity,
  asked: { workerId: string; subject: string; sight: Sight },
  pace: Pace,
): Promise<SeenRow[]> => askInPace(tx, asked.subject, pace, monthsSeen(tx, asked.workerId, asked.sight));

const monthsSeen = ({ city }: InCity, workerId: string, sight: Sight) => ({
  text: `select worker_id as "workerId", month, receipt, received_on as "receivedOn", kecamatan
       from coverage where city_id = $1 and worker_id = any($2::uuid[])
        and ($3::boolean or kecamatan = $4 or donor_id = $5::uuid) order by month`,
  values: [city.code, uuidsOf([{ id: workerId }]), sight.all, sight.kecamatan, sight.donorId],
});
