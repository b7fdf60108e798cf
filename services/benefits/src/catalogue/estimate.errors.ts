import { DomainError, type LocalDate, type Rupiah, writtenDate, writtenRupiah } from '@lindungi/jamsostek';

/** There is no law at hand for that day. */
export class EstimateBeforeLaw extends DomainError {
  readonly code = 'ESTIMATE_BEFORE_LAW';

  constructor(on: LocalDate) {
    super(
      {
        id: `Peraturan manfaat untuk ${writtenDate(on, 'id')} tidak tersedia di sini.`,
        en: `The law of benefits of ${writtenDate(on, 'en')} is not at hand here.`,
      },
      { on },
    );
  }
}

/** A number that no case has: `field` says which. */
export class EstimateNumberRefused extends DomainError {
  readonly code = 'ESTIMATE_NUMBER_REFUSED';

  constructor(field: string, least: number, most: number) {
    super(
      {
        id: `${field} harus antara ${least} dan ${most}.`,
        en: `${field} must be from ${least} to ${most}.`,
      },
      { field, least, most },
    );
  }
}

/** The law counts by base wages of its table, which go by Rp50 000. */
export class BaseWageRefused extends DomainError {
  readonly code = 'BASE_WAGE_REFUSED';

  constructor(least: Rupiah, most: Rupiah) {
    super(
      {
        id: `Dasar upah adalah kelipatan Rp50.000, dari ${writtenRupiah(least, 'id')} sampai ${writtenRupiah(most, 'id')}.`,
        en: `A base wage is a multiple of Rp50,000, from ${writtenRupiah(least, 'en')} to ${writtenRupiah(most, 'en')}.`,
      },
      { least, most },
    );
  }
}
