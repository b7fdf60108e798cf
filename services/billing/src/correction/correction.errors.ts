import { DomainError } from '@lindungi/jamsostek';

/** Says the same of another city's transaction and of one that never was. */
export class TransactionUnknown extends DomainError {
  readonly code = 'TRANSACTION_UNKNOWN';

  constructor() {
    super({ id: 'Transaksi ini tidak ada di buku kas.', en: 'There is no such transaction in the ledger.' });
  }
}

/** A remittance is corrected by BPJS's answer, a reversal by its provider: by a person only a payment that still has money. */
export class CorrectionNotPossible extends DomainError {
  readonly code = 'CORRECTION_NOT_POSSIBLE';

  constructor() {
    super({
      id: 'Hanya pembayaran yang uangnya masih ada yang dapat dikoreksi.',
      en: 'Only a payment of which some money is left can be corrected.',
    });
  }
}

/** One correction of a transaction waits at a time, and one was carried out at most. */
export class CorrectionAlreadyProposed extends DomainError {
  readonly code = 'CORRECTION_ALREADY_PROPOSED';

  constructor() {
    super({
      id: 'Koreksi untuk transaksi ini sudah diusulkan.',
      en: 'A correction of this transaction is already proposed.',
    });
  }
}

/** A reason is for the auditor, and names no person. */
export class CorrectionReasonRefused extends DomainError {
  readonly code = 'CORRECTION_REASON_REFUSED';

  constructor(least: number, most: number) {
    super(
      {
        id: `Alasan koreksi terdiri atas ${least} sampai ${most} huruf, tanpa NIK, NIP atau nomor panjang lain.`,
        en: `The reason of a correction has ${least} to ${most} letters, without a NIK, NIP or another long number.`,
      },
      { least, most },
    );
  }
}

/** Says the same of another city's correction and of one that never was. */
export class CorrectionUnknown extends DomainError {
  readonly code = 'CORRECTION_UNKNOWN';

  constructor() {
    super({ id: 'Koreksi ini tidak ada.', en: 'There is no such correction.' });
  }
}

/** Four eyes: who proposed it does not decide it, whatever their roles. */
export class CorrectionIsYourOwn extends DomainError {
  readonly code = 'CORRECTION_IS_YOUR_OWN';

  constructor() {
    super({
      id: 'Koreksi diputuskan oleh orang lain, bukan oleh pengusulnya.',
      en: 'A correction is decided by another person than who proposed it.',
    });
  }
}

/** A decision is not taken back. */
export class CorrectionAlreadyDecided extends DomainError {
  readonly code = 'CORRECTION_ALREADY_DECIDED';

  constructor() {
    super({ id: 'Koreksi ini sudah diputuskan.', en: 'This correction is already decided.' });
  }
}
