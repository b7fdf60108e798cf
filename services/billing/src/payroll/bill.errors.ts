import { DomainError, type Month } from '@lindungi/jamsostek';

/** A payroll is prepared this month or for the next one, and at most a year of months with it. */
export class BillMonthRefused extends DomainError {
  readonly code = 'BILL_MONTH_REFUSED';

  constructor(first: Month, last: Month, through: Month) {
    super(
      {
        id: `Tagihan OPD dibuat untuk ${first} atau ${last}, paling jauh sampai ${through}.`,
        en: `An agency is billed for ${first} or ${last}, through ${through} at the latest.`,
      },
      { first, last, through },
    );
  }
}

/** No donor of this agency has a mandate and an open month. */
export class NothingToBill extends DomainError {
  readonly code = 'NOTHING_TO_BILL';

  constructor() {
    super({
      id: 'Tidak ada bulan yang belum dibayar dari donatur dengan surat kuasa di OPD ini.',
      en: 'No donor of this agency has both a mandate and an unpaid month.',
    });
  }
}

/** The agency was billed for this month, through another month: it is billed once. */
export class BillIssuedOtherwise extends DomainError {
  readonly code = 'BILL_ISSUED_OTHERWISE';

  constructor(through: Month) {
    super(
      {
        id: `Tagihan OPD untuk bulan ini sudah terbit, sampai ${through}.`,
        en: `This agency is already billed for the month, through ${through}.`,
      },
      { through },
    );
  }
}

/** Says the same of another agency's bill and of one that never was. */
export class BillUnknown extends DomainError {
  readonly code = 'BILL_UNKNOWN';

  constructor() {
    super({ id: 'Tagihan OPD ini tidak ada.', en: 'There is no such bill of an agency.' });
  }
}
