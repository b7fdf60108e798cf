import {
  afterKey,
  type ChildBatch,
  type Columns,
  type PageArgs,
  pageLimit,
  selectList,
} from '@lindungi/subgraph';
import type { BeneficiariesContext, Own } from '../context';
import { sightOf } from '../worker/sight.rules';
import { type WorkerRow, workersByIds } from '../worker/worker.loaders';
import type { PossibleDuplicate, WorkerMerge } from './duplicate.entity';

const pairColumns: Columns = {
  id: 'd.id',
  workerId: 'd.worker_id',
  otherId: 'd.other_id',
  score: 'd.score',
  because: 'd.because',
  foundAt: 'd.found_at',
  worker: ['workerId'],
  other: ['otherId'],
};

type Asking = Pick<BeneficiariesContext, 'city' | 'principal' | 'read'>;

/**
 * A page of the pairs nobody has decided, the most likely first; one row more than asked, see `pageOf`. A district
 * officer has those who both live in the own kecamatan.
 *
 * @throws PageSizeRefused, PageCursorRefused
 */
export async function duplicatesByScore(
  { city, principal, read }: Asking,
  page: PageArgs,
  asked: readonly string[],
): Promise<PossibleDuplicate[]> {
  const { everyone, area } = sightOf(principal);
  const [score, id] = afterKey(page.after, 'number', 'uuid') ?? [];
  return read(
    `select ${selectList(pairColumns, asked, ['id', 'score'])} from possible_duplicate d
      where d.city_id = $1 and d.state = 'OPEN' and ($2::boolean or d.kecamatan = $3)
        and not exists (select from worker w where w.city_id = $1 and w.id in (d.worker_id, d.other_id)
                           and w.merged_into is not null)
        and ($4::int is null or d.score < $4 or (d.score = $4 and d.id > $5::uuid))
      order by d.score desc, d.id limit $6`,
    [city.code, everyone, area, score ?? null, id ?? null, pageLimit(page.first)],
  );
}

/** One of each pair, authorised anew. */
export const workersOfPairs =
  (which: 'workerId' | 'otherId'): ChildBatch<PossibleDuplicate, WorkerRow | null, Own> =>
  async (pairs, ctx, asked) => {
    const refs = pairs.map((pair) => ({ id: pair[which] }));
    const rows = await workersByIds(ctx, sightOf(ctx.principal), refs, asked);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return refs.map(({ id }) => byId.get(id) ?? null);
  };

const mergeColumns: Columns = {
  id: 'm.id',
  keptId: 'm.kept_id',
  mergedId: 'm.merged_id',
  mergedAt: 'm.merged_at',
  undoUntil: 'm.undo_until',
  undoneAt: 'm.undone_at',
};

const MERGE_SEEN = `($2::boolean or exists (
  select from worker k join worker o on o.city_id = $1 and o.id = m.merged_id and o.kecamatan = $3
   where k.city_id = $1 and k.id = m.kept_id and k.kecamatan = $3))`;

/** A page of merges, latest first; as `duplicatesByScore` otherwise. */
export async function mergesByTime(
  { city, principal, read }: Asking,
  page: PageArgs,
  asked: readonly string[],
): Promise<WorkerMerge[]> {
  const { everyone, area } = sightOf(principal);
  const [at, id] = afterKey(page.after, 'instant', 'uuid') ?? [];
  return read(
    `select ${selectList(mergeColumns, asked, ['id', 'mergedAt'])} from worker_merge m
      where m.city_id = $1 and ${MERGE_SEEN}
        and ($4::timestamptz is null or (m.merged_at, m.id) < ($4::timestamptz, $5::uuid))
      order by m.merged_at desc, m.id desc limit $6`,
    [city.code, everyone, area, at ?? null, id ?? null, pageLimit(page.first)],
  );
}

/** One merge, for who may see it. */
export async function mergeById(
  { city, principal, read }: Asking,
  id: string,
  asked: readonly string[],
): Promise<WorkerMerge | null> {
  const { everyone, area } = sightOf(principal);
  const rows = await read<WorkerMerge>(
    `select ${selectList(mergeColumns, asked)} from worker_merge m where m.city_id = $1 and ${MERGE_SEEN} and m.id = $4`,
    [city.code, everyone, area, id],
  );
  return rows[0] ?? null;
}
