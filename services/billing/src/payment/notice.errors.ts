import { DomainError } from '@lindungi/jamsostek';

/** Says the same of another city's message and of one that never was. */
export class NoticeUnknown extends DomainError {
  readonly code = 'NOTICE_UNKNOWN';

  constructor() {
    super({ id: 'Kabar penyedia ini tidak ada.', en: 'There is no such message of a provider.' });
  }
}

/** Only what is parked can be worked again; a contradiction is cleared up with the provider. */
export class NoticeNotParked extends DomainError {
  readonly code = 'NOTICE_NOT_PARKED';

  constructor() {
    super({
      id: 'Kabar ini tidak sedang diparkir, jadi tidak dapat dikerjakan lagi.',
      en: 'This message is not parked, so it cannot be worked again.',
    });
  }
}
