import type { ChildBatch } from '@lindungi/subgraph';
import type { Own } from '../context';
import type { City } from './progress.entity';
import { cityProgress } from './progress.loaders';
import type { Reach } from './reach.entity';

/** The city's reach, out of its public figures: nothing is in it that they do not say. */
export const reachOfCities: ChildBatch<City, Reach, Own> = async (cities, ctx) => {
  const { workers, months } = await cityProgress(ctx);
  const active = months.find(({ month }) => month === ctx.thisMonth)?.protected ?? 0;
  const asn = [ctx.city.civilServants, ...ctx.city.alsoCivilServants].find(({ what }) => what === 'ASN');
  const reach = {
    workersOfAsn: asn
      ? { numerator: workers, denominator: asn.count, source: asn.source, asOf: asn.asOf }
      : null,
    activeOfRegistered: { numerator: active, denominator: workers, source: null, asOf: null },
  };
  return cities.map(() => reach);
};
