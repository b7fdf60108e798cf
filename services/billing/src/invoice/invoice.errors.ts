import { DomainError, type Month } from '@lindungi/jamsostek';

/** A price is asked for one year at most: beyond that the law may change before the month comes. */
export class QuoteLengthRefused extends DomainError {
  readonly code = 'QUOTE_LENGTH_REFUSED';

  constructor(asked: number, most: number) {
    super(
      {
        id: `Harga dapat ditanyakan untuk 1 sampai ${most} bulan, bukan ${asked}.`,
        en: `A price can be asked for 1 to ${most} months, not ${asked}.`,
      },
      { asked, most },
    );
  }
}

/** No law fixed a contribution for this month. */
export class MonthWithoutPrice extends DomainError {
  readonly code = 'MONTH_WITHOUT_PRICE';

  constructor(month: Month) {
    super(
      {
        id: `Belum ada peraturan yang menetapkan iuran untuk bulan ${month}.`,
        en: `No law fixes a contribution for the month ${month}.`,
      },
      { month },
    );
  }
}
