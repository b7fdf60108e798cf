import { DomainError, type LocalDate, writtenDate } from '@lindungi/jamsostek';

/** Only papers that can be looked at and cannot run. */
export class FileKindRefused extends DomainError {
  readonly code = 'FILE_KIND_REFUSED';

  constructor() {
    super({
      id: 'Berkas harus PDF, JPEG atau PNG, sesuai namanya dan isinya.',
      en: 'A file is PDF, JPEG or PNG, by its name and by its content.',
    });
  }
}

/** Empty, too large, or not as large as announced. */
export class FileSizeRefused extends DomainError {
  readonly code = 'FILE_SIZE_REFUSED';

  constructor(most: number) {
    super(
      {
        id: `Ukuran berkas 1 sampai ${most} bita, dan sama dengan yang diberitahukan.`,
        en: `A file has 1 to ${most} bytes, and as many as announced.`,
      },
      { most },
    );
  }
}

/** There is no such document here, or not for this caller. */
export class DocumentNotFound extends DomainError {
  readonly code = 'DOCUMENT_NOT_FOUND';

  constructor() {
    super({ id: 'Berkas ini tidak ditemukan.', en: 'There is no such document.' });
  }
}

/** The papers of a claim are few. */
export class DocumentsTooMany extends DomainError {
  readonly code = 'DOCUMENTS_TOO_MANY';

  constructor(most: number) {
    super(
      { id: `Paling banyak ${most} berkas per klaim.`, en: `${most} documents of one claim at most.` },
      { most },
    );
  }
}

/** A paper was seen between the day it is about and today. */
export class TickDayRefused extends DomainError {
  readonly code = 'PAPER_DAY_REFUSED';

  constructor(since: LocalDate, today: LocalDate) {
    super(
      {
        id: `Tanggalnya dari ${writtenDate(since, 'id')} sampai ${writtenDate(today, 'id')}.`,
        en: `The day is from ${writtenDate(since, 'en')} to ${writtenDate(today, 'en')}.`,
      },
      { since, today },
    );
  }
}
