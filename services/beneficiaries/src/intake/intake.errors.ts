import { DomainError } from '@lindungi/jamsostek';

/** The first line does not name what is needed; it is no list of workers. */
export class HeadingRefused extends DomainError {
  readonly code = 'HEADING_REFUSED';

  constructor(missing: readonly string[]) {
    super(
      {
        id: `Kolom ini tidak ada: ${missing.join(', ')}.`,
        en: `These columns are missing: ${missing.join(', ')}.`,
      },
      { missing: missing.join(' ') },
    );
  }
}

/** The bytes are no table of text. */
export class FileUnreadable extends DomainError {
  readonly code = 'FILE_UNREADABLE';

  constructor() {
    super({ id: 'Berkas ini bukan CSV dalam UTF-8.', en: 'This file is no CSV in UTF-8.' });
  }
}

/** More rows than one file may have. */
export class TooManyRows extends DomainError {
  readonly code = 'TOO_MANY_ROWS';

  constructor(most: number) {
    super(
      { id: `Satu berkas memuat paling banyak ${most} baris.`, en: `A file has at most ${most} rows.` },
      { most },
    );
  }
}

/** No such file for this caller, or it is not read yet. */
export class WorkerFileNotFound extends DomainError {
  readonly code = 'WORKER_FILE_NOT_FOUND';

  constructor() {
    super({
      id: 'Berkas ini tidak ada, atau belum selesai dibaca.',
      en: 'There is no such file, or it is not read yet.',
    });
  }
}
