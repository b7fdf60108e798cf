import type { LocalDate } from '@lindungi/jamsostek';
import { type ChildBatch, oneFor, uuidsOf } from '@lindungi/subgraph';
import type { Own } from '../context';
import { eligibleUntil } from './eligibility.rules';
import { sightOf } from './sight.rules';

/**
 * Until when the age of many workers allows a first month. It gives the birthday away, so it is for who registered
 * the worker, and for officers; a donor who only pays is not told.
 */
export const eligibleUntilOfWorkers: ChildBatch<{ id: string }, LocalDate | null, Own> = async (
  workers,
  { city, principal, read },
) => {
  const sight = sightOf(principal);
  const rows = await read<{ id: string; birthDate: LocalDate }>(
    `select w.id, w.birth_date as "birthDate" from worker w
      where w.city_id = $1 and w.id = any($2::uuid[])
        and ($3::boolean or w.kecamatan = $4 or w.registered_by = $5::uuid)
        and not exists (select from protection p where p.city_id = $1 and p.holder_id = w.kept_id
                           and p.state in ('PAID', 'PROTECTED', 'REJECTED'))`,
    [city.code, uuidsOf(workers), sight.everyone, sight.area, sight.donor],
  );
  return oneFor(
    workers.map(({ id }) => id),
    rows,
    (row) => row.id,
  ).map((row) => row && eligibleUntil(row.birthDate));
};
