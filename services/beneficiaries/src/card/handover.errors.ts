import { DomainError } from '@lindungi/jamsostek';

/** BPJS has given this worker no number yet: there is nothing to print or to hand over. */
export class CardNotIssued extends DomainError {
  readonly code = 'CARD_NOT_ISSUED';

  constructor() {
    super({
      id: 'Pekerja ini belum memiliki nomor kartu (KPJ) dari BPJS Ketenagakerjaan.',
      en: 'BPJS Ketenagakerjaan has not given this worker a card number (KPJ) yet.',
    });
  }
}

export class CardNotPrinted extends DomainError {
  readonly code = 'CARD_NOT_PRINTED';

  constructor() {
    super({ id: 'Kartu ini belum dicetak.', en: 'This card has not been printed yet.' });
  }
}

export class CardAlreadyHandedOver extends DomainError {
  readonly code = 'CARD_ALREADY_HANDED_OVER';

  constructor() {
    super({ id: 'Kartu ini sudah diserahkan.', en: 'This card has been handed over already.' });
  }
}

export class CardNotHandedOver extends DomainError {
  readonly code = 'CARD_NOT_HANDED_OVER';

  constructor() {
    super({ id: 'Kartu ini belum diserahkan.', en: 'This card has not been handed over.' });
  }
}

export class HandoverDateRefused extends DomainError {
  readonly code = 'HANDOVER_DATE_REFUSED';

  constructor() {
    super({
      id: 'Kartu diserahkan setelah terbit dan tidak di masa depan.',
      en: 'A card is handed over after its issue, and not in the future.',
    });
  }
}

export class UndoTooLate extends DomainError {
  readonly code = 'UNDO_TOO_LATE';

  constructor(days: number) {
    super(
      {
        id: `Tanda serah terima hanya dapat dibatalkan dalam ${days} hari.`,
        en: `A handover can be undone within ${days} days.`,
      },
      { days },
    );
  }
}

/** A reason that says nothing, or says too much. */
export class CardReasonRefused extends DomainError {
  readonly code = 'CARD_REASON_REFUSED';

  constructor(least: number, most: number) {
    super(
      {
        id: `Alasan terdiri atas ${least} sampai ${most} huruf, tanpa NIK atau KPJ.`,
        en: `A reason has ${least} to ${most} letters, and no NIK or KPJ in it.`,
      },
      { least, most },
    );
  }
}

/** More checks of cards in a city than people make. */
export class TooManyChecks extends DomainError {
  readonly code = 'TOO_MANY_CHECKS';

  constructor() {
    super({
      id: 'Terlalu banyak pemeriksaan kartu. Coba lagi sebentar.',
      en: 'Too many checks of cards. Try again in a moment.',
    });
  }
}
