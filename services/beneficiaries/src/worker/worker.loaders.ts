import { afterKey, type Columns, type PageArgs, pageLimit, selectList, uuidsOf } from '@lindungi/subgraph';
import type { BeneficiariesContext } from '../context';
import { type Sight, seesNobody, seesSpecific } from './sight.rules';
import type { Worker } from './worker.entity';

/** A worker as a query answers it: the columns asked for, plain. What is private is not among them. */
export type WorkerRow = Pick<
  Worker,
  | 'id'
  | 'name'
  | 'nik'
  | 'occupation'
  | 'secondOccupation'
  | 'workPlace'
  | 'standingDeclared'
  | 'sector'
  | 'kecamatan'
  | 'kelurahan'
  | 'relation'
  | 'flags'
  | 'registeredAt'
  | 'sample'
  | 'mergedInto'
>;

const columns: Columns = {
  id: 'w.id',
  name: 'w.name',
  nik: 'w.nik_mask',
  occupation: 'w.occupation',
  secondOccupation: 'w.second_occupation',
  workPlace: 'w.work_place',
  standingDeclared: 'w.standing_declared',
  sector: 'w.sector',
  kecamatan: 'w.kecamatan',
  kelurahan: 'w.kelurahan',
  relation: 'w.relation',
  flags: 'w.flags',
  registeredAt: 'w.registered_at',
  sample: 'w.sample',
  mergedInto: 'w.merged_into',
};

/** A donor is not told what officers look at: among it is who is a child. */
const unflagged: Columns = { ...columns, flags: `'{}'::text[]` };
const columnsFor = (sight: Sight): Columns => (seesSpecific(sight) ? columns : unflagged);

/** Months that make a worker known to their donor: an offer alone must not, for anyone may offer. */
const HAS_PAID = "state in ('PAID', 'PROTECTED', 'REJECTED')";

type Asking = Pick<BeneficiariesContext, 'city' | 'read'>;

/** Workers by their ids, in one statement; whom the caller may not see is as absent as who never was. */
export async function workersByIds(
  { city, read }: Asking,
  sight: Sight,
  refs: readonly object[],
  names: readonly string[],
): Promise<WorkerRow[]> {
  if (seesNobody(sight)) return [];
  return read(
    `select ${selectList(columnsFor(sight), names)} from worker w
      where w.city_id = $1 and w.id = any($3::uuid[])
        and ($4::boolean or w.kecamatan = $5 or w.registered_by = $2::uuid
             or exists (select from protection p where p.city_id = $1 and p.donor_id = $2::uuid
                           and p.holder_id = w.kept_id and p.${HAS_PAID}))`,
    [city.code, sight.donor, uuidsOf(refs), sight.everyone, sight.area],
  );
}

/**
 * A page of the workers a caller may see, newest first; one row more than asked, see `pageOf`.
 *
 * @param kecamatan  only those of this one
 * @throws PageSizeRefused, PageCursorRefused
 */
export async function workersByAge(
  { city, read }: Asking,
  sight: Sight,
  page: PageArgs,
  kecamatan: string | null,
  names: readonly string[],
): Promise<WorkerRow[]> {
  if (seesNobody(sight)) return [];
  const values: unknown[] = [city.code];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const after = afterKey(page.after, 'instant', 'uuid');
  const seen = sight.everyone ? 'true' : seenBy(sight, bind).join(' or ');
  const inPlace = kecamatan === null ? '' : `and w.kecamatan = ${bind(kecamatan)}`;
  const from = after
    ? `and (w.registered_at, w.id) < (${bind(after[0])}::timestamptz, ${bind(after[1])}::uuid)`
    : '';
  return read(
    `select ${selectList(columnsFor(sight), names, ['id', 'registeredAt'])} from worker w
      where w.city_id = $1 and w.merged_into is null and (${seen}) ${inPlace} ${from}
      order by w.registered_at desc, w.id desc limit ${bind(pageLimit(page.first))}`,
    values,
  );
}

/** One condition for each right and none for what is no right: an idle one would keep the others from their indexes. */
function seenBy({ area, donor }: Sight, bind: (value: unknown) => string): string[] {
  const seen: string[] = [];
  if (area !== null) seen.push(`w.kecamatan = ${bind(area)}`);
  if (donor !== null) {
    const self = bind(donor);
    seen.push(`w.id in (
      select id from worker where city_id = $1 and registered_by = ${self}::uuid
      union select holder_id from protection where city_id = $1 and donor_id = ${self}::uuid and ${HAS_PAID})`);
  }
  return seen;
}
