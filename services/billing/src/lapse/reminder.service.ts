import { LapseNear, tell } from '@lindungi/events';
import { type Law, type LocalDate, monthOf } from '@lindungi/jamsostek';
import type { InCity } from '@lindungi/tenancy';
import { aYearBefore, countdownOf } from './lapse.rules';
import { STANDINGS, type Standing } from './standing';

/**
 * Tells of every worker whose day of reckoning (0, 30, 60, 80) has come, each once, however many processes ask and
 * however often. After a standstill only the last day that has come is told, not those that were missed before it.
 *
 * @param today  in the city's zone
 * @returns how many were told
 */
export async function remind(tx: InCity, law: Law, today: LocalDate): Promise<number> {
  const { code } = tx.city;
  const thisMonth = monthOf(today);
  const standings = await tx.query<Standing>(STANDINGS, [code, aYearBefore(thisMonth), thisMonth]);
  const due = standings.flatMap((it) => {
    const { reminder: day, graceEndsOn } = countdownOf(law, it.coveredThrough, it.next, today);
    // whose pay was deducted has nothing to pay: their agency is asked, by an alarm (`callAboutTransfers`)
    return day === null || it.next === 'AWAITED' ? [] : [{ ...it, day, graceEndsOn }];
  });
  if (due.length === 0) return 0;

  const fresh = await tx.query<{ workerId: string }>(
    `insert into lapse_reminder (city_id, worker_id, covered_through, day)
     select $1, due.worker_id, due.through, due.day
       from unnest($2::uuid[], $3::text[], $4::int[]) as due (worker_id, through, day)
      where not exists (select from lapse_reminder told where told.city_id = $1 and told.worker_id = due.worker_id
                           and told.covered_through = due.through and told.day >= due.day)
      order by due.worker_id
     on conflict do nothing returning worker_id as "workerId"`,
    [code, due.map((it) => it.workerId), due.map((it) => it.coveredThrough), due.map((it) => it.day)],
  );
  const told = new Set(fresh.map(({ workerId }) => workerId));
  for (const { next: _next, ...it } of due) if (told.has(it.workerId)) tell(tx, LapseNear, it);
  return fresh.length;
}
