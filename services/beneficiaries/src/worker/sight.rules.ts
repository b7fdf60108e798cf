import type { Role } from '@lindungi/tenancy';

/**
 * Which workers a caller may see: everyone in the city, those of one kecamatan, those of one donor
 * (registered by the donor, or with a month the donor has paid), or nobody. What is not seen does not exist.
 */
export interface Sight {
  everyone: boolean;
  area: string | null;
  donor: string | null;
}

/** Who asks, as far as rules must know. */
export interface Asker {
  subject: string | null;
  roles: readonly Role[];
  area: string | null;
}

const SEE_EVERYONE: readonly Role[] = ['ADMIN', 'BPJS'];

/**
 * Whom the caller may see. A mayor and a treasurer see figures and no persons; a district officer
 * whose token names no kecamatan sees nobody. Someone with two roles sees what either sees.
 */
export function sightOf({ subject, roles, area }: Asker): Sight {
  return {
    everyone: roles.some((role) => SEE_EVERYONE.includes(role)),
    area: roles.includes('DISTRICT') ? area : null,
    donor: roles.includes('DONOR') ? subject : null,
  };
}

export function seesNobody(sight: Sight): boolean {
  return !sight.everyone && sight.area === null && sight.donor === null;
}

/** Whether the caller may read what the law guards most (UU 27/2022 Pasal 4 ayat 2), such as that somebody is a child. */
export function seesSpecific(sight: Sight): boolean {
  return sight.everyone || sight.area !== null;
}

/** Where a new worker of this registrar may live: only in the own kecamatan when that is all the right there is. */
export function areaOfRegistrar({ roles, area }: Asker): string | null {
  const anywhere = roles.includes('ADMIN') || roles.includes('DONOR');
  return anywhere ? null : (area ?? 'none');
}
