import type { City, Role } from '@lindungi/tenancy';
import { AgencyUnknown } from './agency.errors';

/** Who asks about an agency's money. */
export interface Treasurer {
  roles: readonly Role[];
  /** Where the roster says the caller works; undefined for who is on no roster, or no longer. */
  worksIn: string | undefined;
}

/** `3374:bapenda`, as the graph knows an agency. */
export const agencyId = (city: Pick<City, 'code'>, code: string): string => `${city.code}:${code}`;

/**
 * The code of the agency the caller may act for: a treasurer for the one the roster places them in, the
 * administrator for any of the city. Nobody else, heads least of all: giving is voluntary.
 *
 * @param id  as the graph knows it, `3374:bapenda`
 * @throws AgencyUnknown  absent, of another city, or another's: the same words
 */
export function agencyFor(city: Pick<City, 'code' | 'agencies'>, id: string, who: Treasurer): string {
  const agency = city.agencies.find(({ code }) => agencyId(city, code) === id);
  if (!agency || !actsFor(who, agency.code)) throw new AgencyUnknown();
  return agency.code;
}

/** Of which agencies somebody may see and do what concerns deductions: all, or their own; null is none. */
export interface Agencies {
  all: boolean;
  own: string | null;
}

/** Those of the caller. */
export const agenciesOf = ({ roles, worksIn }: Treasurer): Agencies => ({
  all: roles.includes('ADMIN'),
  own: (roles.includes('TREASURER') && worksIn) || null,
});

/** Whether the caller may see and do what concerns this agency's deductions. */
export function actsFor(who: Treasurer, agency: string): boolean {
  const { all, own } = agenciesOf(who);
  return all || own === agency;
}
