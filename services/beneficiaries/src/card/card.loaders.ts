import { type ChildBatch, type Columns, oneFor, selectList, uuidsOf } from '@lindungi/subgraph';
import type { Own } from '../context';
import type { Card } from './card.entity';

const columns: Columns = { workerId: 'worker_id', kpj: 'kpj_mask', issuedOn: 'issued_on' };

/** The latest card of many workers. Who sees the worker sees its mask. */
export const cardsOfWorkers: ChildBatch<{ id: string }, Card | null, Own> = async (workers, ctx, asked) => {
  const rows = await ctx.read<Card>(
    `select distinct on (worker_id) ${selectList(columns, asked, ['workerId'])} from card
      where city_id = $1 and worker_id = any($2::uuid[])
      order by worker_id, issued_on desc, recorded_at desc, id`,
    [ctx.city.code, uuidsOf(workers)],
  );
  return oneFor(
    workers.map(({ id }) => id),
    rows,
    (row) => row.workerId,
  );
};
