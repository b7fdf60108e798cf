import type { ChildBatch, Reader } from '@lindungi/subgraph';
import type { City } from '@lindungi/tenancy';
import type { Own } from '../context';
import { donorsPerAgency } from '../donor/donor.loaders';
import { seesCountsOf } from '../giving/sees-counts';
import { agencyId, type ListedAgency } from './agency.rules';

/** An agency as the graph shows it, before anything is counted. */
export interface AgencyRow extends ListedAgency {
  id: string;
}

/** Every agency of the city, in the order of its file. */
export function agenciesOf(city: City): AgencyRow[] {
  return city.agencies.map(({ code, name }) => ({ id: agencyId(city, code), code, name }));
}

/** The agency a donor's row names by code; null when the city no longer lists it. */
export function agencyByCode(city: City, code: string): AgencyRow | null {
  return agenciesOf(city).find((agency) => agency.code === code) ?? null;
}

/** Agencies by id; another city's are as absent as invented ones. */
export const readAgencies: Reader<Own> = async (refs, { city }) => {
  const asked = new Set(refs.map((ref) => ref.id));
  return agenciesOf(city).filter(({ id }) => asked.has(id));
};

/** How many donors each of these agencies has; null for a caller who may not know. */
export const donorCountsOfAgencies: ChildBatch<AgencyRow, number | null, Own> = async (agencies, ctx) => {
  const sees = await seesCountsOf(ctx);
  if (!agencies.some(({ code }) => sees(code))) return agencies.map(() => null);
  const counts = await donorsPerAgency(ctx);
  return agencies.map(({ code }) => (sees(code) ? (counts.get(code) ?? 0) : null));
};
