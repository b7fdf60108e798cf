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

/** Whether the caller may know how many donors one agency has; the public knows only the city's number. */
export function maySeeAgencyCounts(principal: { roles: readonly Role[] }): boolean {
  return principal.roles.some((role) => role === 'MAYOR' || SEE_THE_ROSTER.includes(role));
}
