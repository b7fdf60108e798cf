import { DomainError } from '@lindungi/jamsostek';

/** Says the same of another agency's file and of one that never came. */
export class ResultUnknown extends DomainError {
  readonly code = 'RESULT_UNKNOWN';

  constructor() {
    super({ id: 'Berkas hasil ini tidak ada.', en: 'There is no such result file.' });
  }
}

/** A file with a mistake in it is sent again, mended; nothing of it is booked. */
export class ResultHasProblems extends DomainError {
  readonly code = 'RESULT_HAS_PROBLEMS';

  constructor(problems: number) {
    super(
      {
        id: `Berkas ini memuat ${problems} kesalahan; perbaiki lalu kirim lagi.`,
        en: `This file has ${problems} mistakes; mend it and send it again.`,
      },
      { problems },
    );
  }
}
