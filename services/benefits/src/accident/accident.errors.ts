import { DomainError } from '@lindungi/jamsostek';

/** What has not happened cannot be reported. */
export class AccidentInFuture extends DomainError {
  readonly code = 'ACCIDENT_IN_FUTURE';

  constructor() {
    super({ id: 'Waktu kecelakaan itu belum tiba.', en: 'The hour of that accident has not come yet.' });
  }
}

/** Five years after an accident the right to JKK is gone. */
export class AccidentRightEnded extends DomainError {
  readonly code = 'ACCIDENT_RIGHT_ENDED';

  constructor() {
    super({
      id: 'Hak atas manfaat JKK untuk kecelakaan itu sudah gugur (PP 82/2019 Pasal 26).',
      en: 'The right to JKK for that accident has ended (PP 82/2019 Pasal 26).',
    });
  }
}
