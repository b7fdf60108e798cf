import type { Role } from '@lindungi/tenancy';

/** As much of a caller as decides what they see. */
export interface Looker {
  subject: string | null;
  roles: readonly Role[];
  /** The kecamatan a district officer answers for. */
  area: string | null;
}

/** Which covered months somebody sees. All of the city, or those of one kecamatan, or those of their own pledges. */
export interface Sight {
  all: boolean;
  /** A kecamatan; null sees none by place. */
  kecamatan: string | null;
  /** A donor; null sees none by pledge. */
  donorId: string | null;
}

/**
 * What somebody sees of coverage and claims: BPJS and ADMIN the city, a district officer their kecamatan, a donor
 * what their own pledges protect, anybody else nothing. A death is health data, and of no interest to others.
 *
 * Source: UU 27/2022 Pasal 4 (specific personal data).
 */
export function sightOf({ subject, roles, area }: Looker): Sight {
  return {
    all: roles.includes('ADMIN') || roles.includes('BPJS'),
    kecamatan: roles.includes('DISTRICT') ? area : null,
    donorId: roles.includes('DONOR') ? subject : null,
  };
}
