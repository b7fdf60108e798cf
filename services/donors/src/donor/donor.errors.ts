import { DomainError } from '@lindungi/jamsostek';

/** Who signs in but is not on the city's roster cannot give by it. */
export class DonorUnknown extends DomainError {
  readonly code = 'DONOR_UNKNOWN';

  constructor() {
    super({
      id: 'Anda belum tercatat sebagai donatur kota ini. Hubungi admin kota.',
      en: "You are not on this city's roster of donors yet. Ask the city's administrator.",
    });
  }
}
