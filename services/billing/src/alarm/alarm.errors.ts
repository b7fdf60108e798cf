import { DomainError } from '@lindungi/jamsostek';

/** Says the same of another city's alarm and of one that never was. */
export class AlarmUnknown extends DomainError {
  readonly code = 'ALARM_UNKNOWN';

  constructor() {
    super({ id: 'Peringatan ini tidak ada.', en: 'There is no such alarm.' });
  }
}

/** Somebody has closed it; their reason stays. */
export class AlarmAlreadyClosed extends DomainError {
  readonly code = 'ALARM_ALREADY_CLOSED';

  constructor() {
    super({ id: 'Peringatan ini sudah ditutup.', en: 'This alarm is closed already.' });
  }
}

/** What a person decides about money, they give a reason for. */
export class ReasonRefused extends DomainError {
  readonly code = 'REASON_REFUSED';

  constructor() {
    super({
      id: 'Tuliskan alasannya, 1 sampai 500 huruf, tanpa NIK atau nomor lain milik orang.',
      en: "Give a reason of 1 to 500 characters, without a NIK or any other number of a person's.",
    });
  }
}
