import type { BodyOf, LapseNear } from '@lindungi/events';
import type { InCity } from '@lindungi/tenancy';

/** Remembers that a worker's cover has ended and until when arrears may be paid; day 0, 30, 60 and 80 say the same. */
export async function keepNearing(
  tx: InCity,
  { workerId, coveredThrough, graceEndsOn }: BodyOf<typeof LapseNear>,
): Promise<void> {
  tx.write(
    `insert into nearing (city_id, worker_id, covered_through, grace_ends_on) values ($1, $2, $3, $4)
     on conflict (city_id, worker_id) do update
        set covered_through = excluded.covered_through, grace_ends_on = excluded.grace_ends_on
      where nearing.covered_through <= excluded.covered_through`,
    [tx.city.code, workerId, coveredThrough, graceEndsOn],
  );
}
