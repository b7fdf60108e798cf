import { DomainError } from '@lindungi/jamsostek';

/** Says the same of a list that is not there, of another city's, and of one whose transfer nobody has let go. */
export class DutkUnknown extends DomainError {
  readonly code = 'DUTK_UNKNOWN';

  constructor() {
    super({
      id: 'Daftar setoran ini tidak ada, atau transfernya belum disetujui.',
      en: 'There is no such list, or its transfer is not yet approved.',
    });
  }
}
