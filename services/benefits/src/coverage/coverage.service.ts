import { type BodyOf, CoverageChanged, type ProtectionConfirmed, type Told, tell } from '@lindungi/events';
import type { Month } from '@lindungi/jamsostek';
import { uuidsOf } from '@lindungi/subgraph';
import { askInPace, type InCity, type Pace } from '@lindungi/tenancy';
import type { CoverageRow } from './coverage.entity';
import { LAST, LATER, placeOf } from './parting.service';
import type { Sight } from './sight.rules';

type Confirmed = BodyOf<typeof ProtectionConfirmed>;

/**
 * Keeps the months BPJS has receipted and tells those that are new. What is known stays as it was first heard; said of it
 * again (by another pledge, or after two entries were parted) is a turn, unless something later was heard already.
 */
export async function recordCoverage(tx: InCity, body: Confirmed, told: Told): Promise<void> {
  const { pledgeId, donorId, workerId, kecamatan, months } = body;
  const place = placeOf(told);
  const added = await tx.query<{ month: Month }>(
    `with it as (
       select $5::uuid as pledge_id, month, receipt, received_on
         from unnest($8::text[], $9::text[], $10::date[]) as said(month, receipt, received_on)),
     added as (
       insert into coverage (city_id, worker_id, month, pledge_id, donor_id, kecamatan, receipt, received_on, told, told_at)
       select $1, $2::uuid, month, pledge_id, $6, $7, receipt, received_on, $3, $4 from it order by month
       on conflict (city_id, worker_id, month) do nothing
       returning month),
     again as (
       insert into coverage_turn (city_id, worker_id, month, pledge_id, number, held, told, told_at,
                                  donor_id, kecamatan, receipt, received_on)
       select $1, $2::uuid, it.month, it.pledge_id, coalesce(last.number, 0) + 1, true, $3, $4, $6, $7, it.receipt, it.received_on
         from it ${LAST}
        where (last.number > 0 or it.month not in (select month from added)) and ${LATER})
     select month from added`,
    [
      ...[tx.city.code, workerId, place.told, place.at, pledgeId, donorId, kecamatan],
      ...[months.map((it) => it.month), months.map((it) => it.receipt), months.map((it) => it.receivedOn)],
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
  text: `select distinct on (month) worker_id as "workerId", month, receipt, received_on as "receivedOn", kecamatan
       from covered_month where city_id = $1 and worker_id = any($2::uuid[])
        and ($3::boolean or kecamatan = $4 or donor_id = $5::uuid) order by month`,
  values: [city.code, uuidsOf([{ id: workerId }]), sight.all, sight.kecamatan, sight.donorId],
});
