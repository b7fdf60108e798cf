import { DomainError } from '@lindungi/jamsostek';

/** Says the same of another city's payment, of one that never was, and of one with nothing left over. */
export class NothingParked extends DomainError {
  readonly code = 'NOTHING_PARKED';

  constructor() {
    super({
      id: 'Tidak ada uang yang tersisa dari pembayaran ini.',
      en: 'Nothing of this payment is left over.',
    });
  }
}

/** Money is credited to an invoice that is still owed. */
export class InvoiceNotOpen extends DomainError {
  readonly code = 'INVOICE_NOT_OPEN';

  constructor() {
    super({
      id: 'Tagihan ini tidak ada, sudah lunas, atau dibatalkan.',
      en: 'There is no such invoice, or it is paid or cancelled.',
    });
  }
}

/** Of an order nobody knew, nobody can begin again: credit it, or give it back. */
export class RestartImpossible extends DomainError {
  readonly code = 'RESTART_IMPOSSIBLE';

  constructor() {
    super({
      id: 'Pembayaran ini tidak milik tagihan mana pun, atau sudah disimpan untuk janji berikutnya.',
      en: 'This payment belongs to no invoice, or is kept for the next pledge already.',
    });
  }
}

/** What an agency deducted and has not transferred can be neither credited nor given back. */
export class MoneyNotHere extends DomainError {
  readonly code = 'MONEY_NOT_HERE';

  constructor() {
    super({
      id: 'Uang ini dipotong oleh OPD, tetapi transfernya belum terlihat di rekening kota.',
      en: "An agency deducted this money, and its transfer has not been seen in the city's account.",
    });
  }
}
