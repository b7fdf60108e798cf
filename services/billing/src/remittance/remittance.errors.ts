import { DomainError, type LocalDate } from '@lindungi/jamsostek';

/** The city's file names its branches. */
export class BranchUnknown extends DomainError {
  readonly code = 'BRANCH_UNKNOWN';

  constructor(branch: string) {
    super(
      { id: `Kota ini tidak punya kantor cabang "${branch}".`, en: `This city has no branch "${branch}".` },
      { branch },
    );
  }
}

/** No paid month of this branch waits to be sent. */
export class NothingToRemit extends DomainError {
  readonly code = 'NOTHING_TO_REMIT';

  constructor() {
    super({
      id: 'Tidak ada bulan yang sudah dibayar dan belum disetor untuk kantor cabang ini.',
      en: 'No paid month of this branch waits to be remitted.',
    });
  }
}

/** Says the same of another city's remittance and of one that never was. */
export class RemittanceUnknown extends DomainError {
  readonly code = 'REMITTANCE_UNKNOWN';

  constructor() {
    super({ id: 'Setoran ini tidak ada.', en: 'There is no such remittance.' });
  }
}

/** BPJS answers a list once; what it refused goes into the next list. */
export class RemittanceAlreadyConfirmed extends DomainError {
  readonly code = 'REMITTANCE_ALREADY_CONFIRMED';

  constructor() {
    super({ id: 'Setoran ini sudah dijawab BPJS.', en: 'This remittance is already confirmed.' });
  }
}

/** Every line of the list is answered exactly once. */
export class RemittanceLinesMismatched extends DomainError {
  readonly code = 'REMITTANCE_LINES_MISMATCHED';

  constructor(missing: number, unknown: number, twice: number) {
    super(
      {
        id: `Setiap baris setoran dijawab tepat sekali: ${missing} belum dijawab, ${unknown} bukan dari setoran ini, ${twice} dijawab lebih dari sekali.`,
        en: `Every line of the remittance is answered exactly once: ${missing} unanswered, ${unknown} not of this remittance, ${twice} more than once.`,
      },
      { missing, unknown, twice },
    );
  }
}

/** An accepted line needs BPJS's receipt number, a rejected one BPJS's reason; never both. */
export class RemittanceLineIncomplete extends DomainError {
  readonly code = 'REMITTANCE_LINE_INCOMPLETE';

  constructor(lineId: string) {
    super(
      {
        id: 'Baris yang diterima perlu nomor tanda terima, baris yang ditolak perlu alasan; paling panjang 200 huruf.',
        en: 'An accepted line needs a receipt number, a rejected one a reason; at most 200 letters.',
      },
      { lineId },
    );
  }
}

/** BPJS cannot have received the money tomorrow, nor before the list was made. */
export class ReceivedOnRefused extends DomainError {
  readonly code = 'RECEIVED_ON_REFUSED';

  constructor(receivedOn: LocalDate, earliest: LocalDate, latest: LocalDate) {
    super(
      {
        id: `Tanggal terima antara ${earliest} dan ${latest}, bukan ${receivedOn}.`,
        en: `The day of receipt lies between ${earliest} and ${latest}, not ${receivedOn}.`,
      },
      { receivedOn, earliest, latest },
    );
  }
}

/** Figures are asked for a few months in their order. */
export class FigureSpanRefused extends DomainError {
  readonly code = 'FIGURE_SPAN_REFUSED';

  constructor(most: number) {
    super(
      {
        id: `Bulan awal tidak setelah bulan akhir, paling banyak ${most} bulan.`,
        en: `The first month is not after the last; at most ${most} months.`,
      },
      { most },
    );
  }
}
