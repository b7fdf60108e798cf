import type { Role } from '@lindungi/tenancy';
import type { Sight } from './sight';

const SEE_THE_ROSTER: readonly Role[] = ['ADMIN', 'TREASURER'];

/**
 * The administrator keeps the roster and the treasurer deducts by it, so both see it. A mayor gets
 * counts and no names: giving is voluntary, and no head shall know who does not. The subject of a
 * donor's token is the donor's id.
 */
export function sightOf(principal: { subject: string | null; roles: readonly Role[] }): Sight {
  return {
    everyone: principal.roles.some((role) => SEE_THE_ROSTER.includes(role)),
    self: principal.roles.includes('DONOR') ? principal.subject : null,
  };
}

const SEE_COUNTS: readonly Role[] = ['MAYOR', 'AUDITOR', ...SEE_THE_ROSTER];

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
