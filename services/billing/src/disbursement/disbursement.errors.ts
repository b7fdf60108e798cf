import { DomainError, type Rupiah } from '@lindungi/jamsostek';

/** Says the same of another city's line and of one that never was. */
export class StatementLineUnknown extends DomainError {
  readonly code = 'STATEMENT_LINE_UNKNOWN';

  constructor() {
    super({ id: 'Baris rekening koran ini tidak ada.', en: 'There is no such line of a statement.' });
  }
}

/** A line is booked once; a disbursement can be taken back, and booked anew. */
export class StatementLineDecided extends DomainError {
  readonly code = 'STATEMENT_LINE_DECIDED';

  constructor() {
    super({ id: 'Baris ini sudah dibukukan.', en: 'This line is booked already.' });
  }
}

/** Only money that came in can be a disbursement. */
export class NoDisbursement extends DomainError {
  readonly code = 'NO_DISBURSEMENT';

  constructor() {
    super({
      id: 'Baris ini bukan pencairan yang dibukukan dari penyedia pembayaran.',
      en: 'This line is no disbursement of a payment provider.',
    });
  }
}

/** A provider hands over no more than it was paid. */
export class DisbursementTooLarge extends DomainError {
  readonly code = 'DISBURSEMENT_TOO_LARGE';

  constructor(most: Rupiah) {
    super(
      {
        id: `Penyedia ini paling banyak menahan Rp${most.toLocaleString('id-ID')}.`,
        en: `This provider keeps Rp${most.toLocaleString('en-US')} at most.`,
      },
      { most },
    );
  }
}

/** Half of what was paid is more than any provider keeps. */
export class FeeRefused extends DomainError {
  readonly code = 'FEE_REFUSED';

  constructor() {
    super({
      id: 'Biaya adalah jumlah rupiah bulat, tidak lebih dari yang dicairkan.',
      en: 'A fee is whole rupiah, and no more than what was handed over.',
    });
  }
}

/** Who booked it cannot be who takes it back. */
export class DisbursementIsYourOwn extends DomainError {
  readonly code = 'DISBURSEMENT_IS_YOUR_OWN';

  constructor() {
    super({
      id: 'Pencairan yang Anda bukukan hanya dapat dibatalkan orang lain.',
      en: 'What you booked, another must take back.',
    });
  }
}
