import type { City } from '@lindungi/tenancy';
import { AgencyUnknown } from './agency.errors';

/** One agency (OPD) as the city's file names it. */
export type ListedAgency = City['agencies'][number];

/** `3374:DISDIK`: a code is unique in its city only, so the graph knows an agency by both. */
export function agencyId(city: Pick<City, 'code'>, code: string): string {
  return `${city.code}:${code}`;
}

/**
 * The agency a roster means: by its code or its full name, as offices type them, so case and
 * doubled spaces do not count.
 *
 * @throws AgencyUnknown  neither a code nor a name of this city's file
 */
export function agencyNamed(city: Pick<City, 'agencies'>, text: string): ListedAgency {
  const asked = plain(text);
  const found = city.agencies.find(({ code, name }) => plain(code) === asked || plain(name) === asked);
  if (!found) throw new AgencyUnknown();
  return found;
}

/**
 * The same for a long list: asked once for a city, then a code or undefined for each text.
 */
export function agencyIndex(city: Pick<City, 'agencies'>): (text: string) => string | undefined {
  const codes = new Map(
    city.agencies.flatMap(({ code, name }) => [plain(name), plain(code)].map((it) => [it, code])),
  );
  return (text) => codes.get(plain(text));
}

const plain = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase();
