import { type Month, month } from '@lindungi/jamsostek';
import type { ChildBatch, Reader } from '@lindungi/subgraph';
import type { BeneficiariesContext, Own } from '../context';
import { sightOf } from '../worker/sight.rules';
import type { City, CityProgress } from './progress.entity';
import { type ProgressRow, progressOf } from './progress.rules';

type Asking = Pick<BeneficiariesContext, 'city' | 'principal' | 'read' | 'thisMonth'>;

/** One city per request; another is as absent as one that takes no part. */
export const readCity: Reader<Own> = async (refs, { city }) => refs.filter(({ code }) => code === city.code);

export const progressOfCities: ChildBatch<City, CityProgress, Own> = async (cities, ctx) => {
  const progress = await cityProgress(ctx);
  return cities.map(() => progress);
};

/** The figures of the caller's city, in one statement and so of one moment. */
export async function cityProgress({ city, principal, read, thisMonth }: Asking): Promise<CityProgress> {
  const rows = await read<ProgressRow>(
    `select kecamatan, null as month, workers, sponsored, cards, contributed,
            0 as reserved, 0 as paid, 0 as protected, updated_at as "updatedAt"
       from progress where city_id = $1
     union all
     select null, month, 0, 0, 0, 0, sum(reserved)::int, sum(paid)::int, sum(protected)::int, null
       from progress_month where city_id = $1 and month between $2 and $3 group by month
      order by kecamatan, month`,
    [city.code, ...window(thisMonth)],
  );
  const sight = sightOf(principal);
  const counts = sight.everyone || principal.roles.some((role) => role === 'MAYOR' || role === 'TREASURER');
  const sees = (kecamatan: string) => counts || kecamatan === sight.area;
  return { ...progressOf(rows, city.kecamatan, sees), city: { code: city.code } };
}

/** From a year ago to two years ahead: longer than any pledge. */
function window(thisMonth: Month): [Month, Month] {
  const [year, within] = thisMonth.split('-');
  return [month(`${Number(year) - 1}-${within}`), month(`${Number(year) + 2}-${within}`)];
}
