import type { Role } from '@lindungi/tenancy';
import type { Sight } from './sight';

/**
 * The administrator keeps the roster, so they see it; a treasurer deducts in one agency, so they see that one. A mayor
 * gets counts and no names: giving is voluntary, and no head shall know who does not. The subject of a donor's and of a
 * treasurer's token is their id on the roster.
 */
export function sightOf(principal: { subject: string | null; roles: readonly Role[] }): Sight {
  return {
    everyone: principal.roles.includes('ADMIN'),
    self: principal.roles.includes('DONOR') ? principal.subject : null,
    colleague: principal.roles.includes('TREASURER') ? principal.subject : null,
  };
}

const SEE_COUNTS: readonly Role[] = ['MAYOR', 'AUDITOR', 'ADMIN', 'TREASURER'];

/**
 * Of which agencies the caller may know counts: of all, or of the own one alone, as its head. The public knows only the
 * city's number.
 */
export function seesAgencyCounts(principal: { roles: readonly Role[] }): { all: boolean; own: boolean } {
  return {
    all: principal.roles.some((role) => SEE_COUNTS.includes(role)),
    own: principal.roles.includes('HEAD'),
  };
}
