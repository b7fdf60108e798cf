import type { BodyOf, Told, WorkersParted } from '@lindungi/events';
import type { InCity } from '@lindungi/tenancy';

/** Where something stands among what one service told. */
interface Place {
  /** '<epoch>:<id>': within an epoch ids are given out as things are written, whenever they are heard. */
  told: string;
  /** The teller's clock, ISO text: the order across epochs. */
  at: string;
}

export const placeOf = ({ at, cursor }: Told): Place => ({ told: `${cursor.epoch}:${cursor.id}`, at });

/** Whether what is said now (`$3`, at `$4`) was told after `last`; what was parked is heard long after what came later. */
export const LATER = `(last.told is null or case when split_part(last.told, ':', 1) = split_part($3, ':', 1)
  then split_part(last.told, ':', 2)::bigint < split_part($3, ':', 2)::bigint else last.told_at < $4::timestamptz end)`;

/** The last word on a month (`it`) of a worker (`$2`) and pledge: a turn, or how it was first heard. */
export const LAST = `left join lateral (
    select number, told, told_at from coverage_turn t
     where t.city_id = $1 and t.worker_id = $2::uuid and t.month = it.month and t.pledge_id = it.pledge_id
    union all
    select 0, told, told_at from coverage c
     where c.city_id = $1 and c.worker_id = $2::uuid and c.month = it.month and c.pledge_id = it.pledge_id
    order by number desc limit 1) as last on true`;

/**
 * Says that months which were the other entry's are not the kept one's, unless they were confirmed for it again since.
 * The rows stay; `covered_month`, which every read asks, leaves them out.
 */
export async function partCoverage(
  tx: InCity,
  { keptId, pledges }: BodyOf<typeof WorkersParted>,
  told: Told,
): Promise<void> {
  const place = placeOf(told);
  const rows = pledges.flatMap(({ pledgeId, months }) => months.map((month) => ({ pledgeId, month })));
  await tx.query(
    `insert into coverage_turn (city_id, worker_id, month, pledge_id, number, held, told, told_at)
     select $1, $2::uuid, it.month, it.pledge_id, coalesce(last.number, 0) + 1, false, $3, $4
       from unnest($5::uuid[], $6::text[]) as it(pledge_id, month) ${LAST}
      where ${LATER}
     returning month`,
    [
      ...[tx.city.code, keptId, place.told, place.at],
      ...[rows.map(({ pledgeId }) => pledgeId), rows.map(({ month }) => month)],
    ],
  );
}
