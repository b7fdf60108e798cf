import { DomainError } from './domain-error';
import type { Law, Sector } from './law';

export class OccupationUnknown extends DomainError {
  readonly code = 'OCCUPATION_UNKNOWN';

  constructor(occupation: string) {
    super(
      {
        id: `Pekerjaan "${occupation}" tidak ada di daftar.`,
        en: `No occupation "${occupation}" is listed.`,
      },
      { occupation },
    );
  }
}

/**
 * The sector of an occupation; it decides how long PP 50/2025 halves the contribution.
 *
 * @param occupation  a code of the list, 'OJEK'
 * @throws OccupationUnknown
 */
export function sectorOf(law: Law, occupation: string): Sector {
  const found = law.occupations.find((it) => it.code === occupation);
  if (!found) throw new OccupationUnknown(occupation);
  return found.sector;
}
