import { DomainError, type LocalDate } from '@lindungi/jamsostek';

/** Either one payment, or a span of days: which money is meant must be plain. */
export class ReceiptWishUnclear extends DomainError {
  readonly code = 'RECEIPT_WISH_UNCLEAR';

  constructor() {
    super({
      id: 'Sebutkan satu pembayaran, atau tanggal awal dan tanggal akhir; bendahara juga menyebutkan donatur.',
      en: 'Name one payment, or a first and a last day; a treasurer names the donor as well.',
    });
  }
}

/** The days of a receipt lie in the past, in their order. */
export class ReceiptSpanRefused extends DomainError {
  readonly code = 'RECEIPT_SPAN_REFUSED';

  constructor(from: LocalDate, until: LocalDate, today: LocalDate) {
    super(
      {
        id: `Tanggal awal tidak setelah tanggal akhir, dan tanggal akhir tidak setelah ${today}: bukan ${from} sampai ${until}.`,
        en: `The first day is not after the last, and the last not after ${today}: not ${from} to ${until}.`,
      },
      { from, until, today },
    );
  }
}

/** Says the same of another donor's payment, of one that never was, and of money that went back. */
export class NoMoneyToReceipt extends DomainError {
  readonly code = 'NO_MONEY_TO_RECEIPT';

  constructor() {
    super({
      id: 'Tidak ada uang yang sudah diterima untuk permintaan ini.',
      en: 'No money has come in for what was asked.',
    });
  }
}

/** A receipt has so many payments at most; more goes on a second one. */
export class ReceiptTooLong extends DomainError {
  readonly code = 'RECEIPT_TOO_LONG';

  constructor(most: number) {
    super(
      {
        id: `Satu tanda terima memuat paling banyak ${most} pembayaran; pilih rentang tanggal yang lebih pendek.`,
        en: `A receipt holds at most ${most} payments; choose a shorter span of days.`,
      },
      { most },
    );
  }
}

/** The paper's letters are those of Western Europe; a name of others could not be printed. */
export class PayerNameRefused extends DomainError {
  readonly code = 'PAYER_NAME_REFUSED';

  constructor(most: number) {
    super(
      {
        id: `Nama yang dicetak terdiri dari 1 sampai ${most} huruf Latin.`,
        en: `A name to print has 1 to ${most} Latin letters.`,
      },
      { most },
    );
  }
}
