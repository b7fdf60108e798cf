import { DomainError, type LocalDate, writtenDate } from '@lindungi/jamsostek';

/** That cannot follow what is known of the claim. */
export class StepOutOfTurn extends DomainError {
  readonly code = 'CLAIM_STEP_OUT_OF_TURN';

  constructor(now: string, asked: string) {
    super(
      {
        id: `Setelah ${now}, langkah ${asked} tidak dapat dicatat.`,
        en: `After ${now}, the step ${asked} cannot be recorded.`,
      },
      { now, asked },
    );
  }
}

/** A step is neither before the last one nor in the future. */
export class StepDayRefused extends DomainError {
  readonly code = 'CLAIM_STEP_DAY_REFUSED';

  constructor(earliest: LocalDate, latest: LocalDate) {
    super(
      {
        id: `Tanggalnya antara ${writtenDate(earliest, 'id')} dan ${writtenDate(latest, 'id')}.`,
        en: `Its day is from ${writtenDate(earliest, 'en')} to ${writtenDate(latest, 'en')}.`,
      },
      { earliest, latest },
    );
  }
}

/** What was paid has an amount, and nothing else has. */
export class StepAmountRefused extends DomainError {
  readonly code = 'CLAIM_STEP_AMOUNT_REFUSED';

  constructor() {
    super({
      id: 'Sebutkan jumlah yang dibayar BPJS, lebih dari nol; hanya untuk langkah PAID.',
      en: 'Name the amount BPJS paid, more than zero; for the step PAID alone.',
    });
  }
}

/** What was returned or rejected has a reason, and nothing else has. */
export class StepReasonRefused extends DomainError {
  readonly code = 'CLAIM_STEP_REASON_REFUSED';

  constructor() {
    super({
      id: 'Sebutkan alasan BPJS mengembalikan atau menolak, 3 sampai 300 huruf, tanpa NIK atau nomor kartu.',
      en: 'Name why BPJS returned or rejected it, 3 to 300 letters, without a NIK or card number; for nothing else.',
    });
  }
}
