import { DomainError, type Month } from '@lindungi/jamsostek';
import { monthInWords } from '../month-in-words';

/** The city lists the lengths a pledge may have: `pledge.months` in its file. */
export class PledgeLengthRefused extends DomainError {
  readonly code = 'PLEDGE_LENGTH_REFUSED';

  constructor(asked: number, allowed: readonly number[]) {
    const lengths = allowed.join(', ');
    super(
      {
        id: `Janji di kota ini berlaku ${lengths} bulan, bukan ${asked}.`,
        en: `A pledge here lasts ${lengths} months, not ${asked}.`,
      },
      { asked, allowed: allowed.join(' ') },
    );
  }
}

/** The city says whether protection may begin this month, or only next; no city beyond a year ahead. */
export class PledgeStartRefused extends DomainError {
  readonly code = 'PLEDGE_START_REFUSED';

  constructor(asked: Month, earliest: Month, latest: Month) {
    super(
      {
        id: `Perlindungan di kota ini mulai paling awal ${monthInWords(earliest, 'id')} dan paling lambat ${monthInWords(latest, 'id')}.`,
        en: `Protection here begins in ${monthInWords(earliest, 'en')} at the earliest and ${monthInWords(latest, 'en')} at the latest.`,
      },
      { asked, earliest, latest },
    );
  }
}

/** What is no worker's id can be no worker; whether a well-formed one is, beneficiaries knows. */
export class WorkerUnknown extends DomainError {
  readonly code = 'WORKER_UNKNOWN';

  constructor() {
    super({ id: 'Pekerja ini tidak ada.', en: 'There is no such worker.' });
  }
}

/** Says the same of another's pledge, of another city's, and of one that never was. */
export class PledgeUnknown extends DomainError {
  readonly code = 'PLEDGE_UNKNOWN';

  constructor() {
    super({ id: 'Janji ini tidak ada pada Anda.', en: 'You have no such pledge.' });
  }
}

/** A pledge is withdrawn once; to give again, offer again. */
export class PledgeAlreadyWithdrawn extends DomainError {
  readonly code = 'PLEDGE_ALREADY_WITHDRAWN';

  constructor() {
    super({
      id: 'Janji ini sudah ditarik. Untuk memberi lagi, buat janji baru.',
      en: 'This pledge is already withdrawn. To give again, offer again.',
    });
  }
}
