import { DomainError } from '@lindungi/jamsostek';

/** Says the same of an agency the city does not list and of one whose treasurer somebody else is. */
export class AgencyUnknown extends DomainError {
  readonly code = 'AGENCY_UNKNOWN';

  constructor() {
    super({
      id: 'OPD ini tidak ada, atau bukan OPD Anda.',
      en: 'There is no such agency, or it is not yours.',
    });
  }
}
