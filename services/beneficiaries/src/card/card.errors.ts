import { DomainError } from '@lindungi/jamsostek';

/** The number is on the card of somebody else. Says no more: not whose. */
export class CardOfAnotherWorker extends DomainError {
  readonly code = 'CARD_OF_ANOTHER_WORKER';

  constructor() {
    super({
      id: 'Nomor kartu (KPJ) ini sudah tercatat untuk pekerja lain.',
      en: 'This card number (KPJ) is already recorded for another worker.',
    });
  }
}

export class CardDateRefused extends DomainError {
  readonly code = 'CARD_DATE_REFUSED';

  constructor() {
    super({
      id: 'Tanggal terbit kartu tidak mungkin di masa depan.',
      en: 'The date of issue of a card cannot be in the future.',
    });
  }
}
