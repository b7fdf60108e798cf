import { DomainError } from '@lindungi/jamsostek';

/** Whoever asks without end is looking people up, not registering them. */
export class TooManyQuestions extends DomainError {
  readonly code = 'TOO_MANY_QUESTIONS';

  constructor(limit: number) {
    super(
      {
        id: `Paling banyak ${limit} pertanyaan dalam satu jam; coba lagi nanti.`,
        en: `At most ${limit} questions in an hour; try again later.`,
      },
      { limit },
    );
  }
}

/** Where a list comes from, in words that still mean something in a year. */
export class FundSourceRefused extends DomainError {
  readonly code = 'FUND_SOURCE_REFUSED';

  constructor() {
    super({
      id: 'Sumber daftar terdiri atas 3 sampai 200 huruf, tanpa NIK.',
      en: 'The source of a list has 3 to 200 letters, and no NIK in it.',
    });
  }
}

/** A list of people cannot be of tomorrow. */
export class FundDateRefused extends DomainError {
  readonly code = 'FUND_DATE_REFUSED';

  constructor() {
    super({
      id: 'Tanggal daftar tidak mungkin di masa depan.',
      en: 'The date of a list cannot lie in the future.',
    });
  }
}

/** Months of one row: one to twenty-four in a row. */
export class FundMonthsRefused extends DomainError {
  readonly code = 'FUND_MONTHS_REFUSED';

  constructor(most: number) {
    super(
      {
        id: `Satu baris memuat 1 sampai ${most} bulan berturut-turut.`,
        en: `A row has 1 to ${most} months in a row.`,
      },
      { most },
    );
  }
}

/** No such list for this city, or it is withdrawn already. */
export class FundListNotFound extends DomainError {
  readonly code = 'FUND_LIST_NOT_FOUND';

  constructor() {
    super({ id: 'Daftar ini tidak ada.', en: 'There is no such list.' });
  }
}
