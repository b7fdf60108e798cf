import { DomainError, type LocalDate, type Month, writtenDate, writtenMonth } from '@lindungi/jamsostek';

/** BPJS has not receipted the month of the death, or this service has not heard of it yet. */
export class ClaimMonthNotProtected extends DomainError {
  readonly code = 'CLAIM_MONTH_NOT_PROTECTED';

  constructor(month: Month) {
    super(
      {
        id: `Tidak ada tanda terima BPJS untuk ${writtenMonth(month, 'id')}. Iuran yang sudah dibayar donatur belum berarti terlindungi; tanyakan kepada kantor cabang BPJS.`,
        en: `There is no BPJS receipt for ${writtenMonth(month, 'en')}. A contribution its donor has paid is not yet protection; ask the BPJS branch.`,
      },
      { month },
    );
  }
}

/** What has not happened cannot be claimed. */
export class ClaimInFuture extends DomainError {
  readonly code = 'CLAIM_IN_FUTURE';

  constructor(occurredOn: LocalDate) {
    super(
      {
        id: `${writtenDate(occurredOn, 'id')} belum tiba.`,
        en: `${writtenDate(occurredOn, 'en')} has not come yet.`,
      },
      { occurredOn },
    );
  }
}

/** Somebody dies once: one standing claim for one worker. */
export class ClaimAlreadyFiled extends DomainError {
  readonly code = 'CLAIM_ALREADY_FILED';

  constructor() {
    super({
      id: 'Klaim untuk pekerja ini sudah tercatat. Untuk memperbaikinya, sebut klaim itu di replaces.',
      en: 'A claim for this worker is already filed. To correct it, name that claim in replaces.',
    });
  }
}

/** What is to be corrected is no claim of this worker. */
export class ClaimUnknown extends DomainError {
  readonly code = 'CLAIM_UNKNOWN';

  constructor() {
    super({
      id: 'Klaim yang akan diperbaiki tidak ditemukan pada pekerja ini.',
      en: 'The claim to be corrected is none of this worker.',
    });
  }
}

/** There is no such claim here, or not for this caller: the same words for both. */
export class ClaimNotFound extends DomainError {
  readonly code = 'CLAIM_NOT_FOUND';

  constructor() {
    super({ id: 'Klaim ini tidak ditemukan.', en: 'There is no such claim.' });
  }
}
