import { DomainError, type LocalDate, type Rupiah, writtenDate, writtenRupiah } from '@lindungi/jamsostek';

/** A title and a source name an event and a report, never a person. */
export class PayoutTextRefused extends DomainError {
  readonly code = 'PAYOUT_TEXT_REFUSED';

  constructor(most: number) {
    super(
      {
        id: `Judul dan sumber wajib diisi, paling panjang ${most} huruf, tanpa NIK, NIP atau nomor kartu.`,
        en: `A title and a source are needed, ${most} letters at most, without a NIK, NIP or card number.`,
      },
      { most },
    );
  }
}

/** What has not been paid yet is no payout. */
export class PayoutInFuture extends DomainError {
  readonly code = 'PAYOUT_IN_FUTURE';

  constructor(paidOn: LocalDate) {
    super(
      {
        id: `${writtenDate(paidOn, 'id')} belum tiba.`,
        en: `${writtenDate(paidOn, 'en')} has not come yet.`,
      },
      { paidOn },
    );
  }
}

/** A total and its parts are more than zero. */
export class PayoutAmountRefused extends DomainError {
  readonly code = 'PAYOUT_AMOUNT_REFUSED';

  constructor(amount: number) {
    super(
      {
        id: 'Jumlah lebih dari nol; kosongkan bila jumlah suatu program tidak diketahui.',
        en: 'An amount is more than zero; leave it empty where the amount of a programme is not known.',
      },
      { amount },
    );
  }
}

/** A total comes from at least one programme, and from each once. */
export class PayoutProgrammesRefused extends DomainError {
  readonly code = 'PAYOUT_PROGRAMMES_REFUSED';

  constructor() {
    super({
      id: 'Sebutkan paling sedikit satu program, masing-masing satu kali.',
      en: 'Name at least one programme, and each once.',
    });
  }
}

/** Parts that are known are more than the total, or leave nothing for those that are not. */
export class PayoutTotalTooSmall extends DomainError {
  readonly code = 'PAYOUT_TOTAL_TOO_SMALL';

  constructor(total: Rupiah, known: Rupiah) {
    super(
      {
        id: `Program yang diketahui berjumlah ${writtenRupiah(known, 'id')}; total ${writtenRupiah(total, 'id')} tidak cukup.`,
        en: `The known programmes make ${writtenRupiah(known, 'en')}; a total of ${writtenRupiah(total, 'en')} is too little.`,
      },
      { total, known },
    );
  }
}

/** Every part is known, and they do not make the total. */
export class PayoutTotalUnexplained extends DomainError {
  readonly code = 'PAYOUT_TOTAL_UNEXPLAINED';

  constructor(total: Rupiah, known: Rupiah) {
    super(
      {
        id: `Semua program diketahui dan berjumlah ${writtenRupiah(known, 'id')}, bukan ${writtenRupiah(total, 'id')}.`,
        en: `All programmes are known and make ${writtenRupiah(known, 'en')}, not ${writtenRupiah(total, 'en')}.`,
      },
      { total, known },
    );
  }
}
