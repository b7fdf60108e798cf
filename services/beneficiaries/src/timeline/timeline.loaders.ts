import { type ChildBatch, groupFor, uuidsOf } from '@lindungi/subgraph';
import type { Own } from '../context';
import { sightOf } from '../worker/sight.rules';
import type { TimelineMonth, WorkerTimeline } from './timeline.entity';
import { clocksOf } from './timeline.rules';

type Row = TimelineMonth & { workerId: string };

/**
 * The months of many workers with the clocks that run on them, in one statement. Who sees the worker sees the months;
 * whose money it was, only whose pledge it is, and officers of the place and the city.
 */
export const timelinesOfWorkers: ChildBatch<{ id: string }, WorkerTimeline, Own> = async (workers, ctx) => {
  const { everyone, area, donor } = sightOf(ctx.principal);
  const rows = await ctx.read<Row>(
    `select w.id as "workerId", p.month, p.state,
            case when $3::boolean or w.kecamatan = $4 or p.donor_id = $5::uuid then r.fund end as fund
       from worker w
       join protection p on p.city_id = $1 and p.holder_id = w.kept_id and p.state <> 'RELEASED'
       join reservation r on r.city_id = $1 and r.pledge_id = p.pledge_id
      where w.city_id = $1 and w.id = any($2::uuid[])
      order by w.id, p.month`,
    [ctx.city.code, uuidsOf(workers), everyone, area, donor],
  );
  const ids = workers.map(({ id }) => id);
  return groupFor(ids, rows, (row) => row.workerId).map((months) => ({
    months,
    ...clocksOf(ctx.own.law, months, ctx.today),
  }));
};
