import { DomainError } from '@lindungi/jamsostek';

/** The city's file lists its agencies (OPD); the roster may name no other. */
export class AgencyUnknown extends DomainError {
  readonly code = 'AGENCY_UNKNOWN';

  constructor() {
    super({
      id: 'OPD ini tidak ada dalam daftar kota.',
      en: 'This agency is not on the list of the city.',
    });
  }
}
