import { DomainError } from '@lindungi/jamsostek';

/** Too little to act on, or too much to read. */
export class GrievanceWordsRefused extends DomainError {
  readonly code = 'GRIEVANCE_WORDS_REFUSED';

  constructor(least: number, most: number) {
    super(
      { id: `Tulis ${least} sampai ${most} huruf.`, en: `Write ${least} to ${most} letters.` },
      { least, most },
    );
  }
}

/** Nobody can be told apart among those without a name, so all of them wait when many write at once. */
export class GrievanceLater extends DomainError {
  readonly code = 'GRIEVANCE_LATER';

  constructor() {
    super({
      id: 'Terlalu banyak pengaduan tanpa nama pada saat ini. Cobalah satu menit lagi.',
      en: 'Too many grievances without a name at this moment. Try again in a minute.',
    });
  }
}

/** There is no such grievance here. */
export class GrievanceNotFound extends DomainError {
  readonly code = 'GRIEVANCE_NOT_FOUND';

  constructor() {
    super({ id: 'Pengaduan ini tidak ditemukan.', en: 'There is no such grievance.' });
  }
}

/** A closed grievance is answered no more; whoever is not content files anew. */
export class GrievanceClosed extends DomainError {
  readonly code = 'GRIEVANCE_CLOSED';

  constructor() {
    super({ id: 'Pengaduan ini sudah ditutup.', en: 'This grievance is closed.' });
  }
}
