import { DomainError, type LocalDate } from '@lindungi/jamsostek';

/** Says the same of another donor's worker, another district's, and of one BPJS never receipted. */
export class PoolWorkerUnknown extends DomainError {
  readonly code = 'POOL_WORKER_UNKNOWN';

  constructor() {
    super({
      id: 'Pekerja ini tidak ada di antara yang Anda tanggung atau layani.',
      en: 'There is no such worker among those you pay or answer for.',
    });
  }
}

/** What is reserved for one pledge cannot be another's: it is taken back first, or paid. */
export class PoolPledgeOpen extends DomainError {
  readonly code = 'POOL_PLEDGE_OPEN';

  constructor() {
    super({
      id: 'Masih ada janji yang menahan bulan berikutnya: bayar, atau tarik dulu janji itu.',
      en: 'A pledge still holds the next months: pay it, or withdraw it first.',
    });
  }
}

/** Nobody is missing where the next month is paid. */
export class PoolNextMonthPaid extends DomainError {
  readonly code = 'POOL_NEXT_MONTH_PAID';

  constructor() {
    super({ id: 'Bulan berikutnya sudah dibayar.', en: 'The next month is paid.' });
  }
}

/** After the time for arrears BPJS ends the membership: the worker is registered anew, not handed on. */
export class PoolTooLate extends DomainError {
  readonly code = 'POOL_TOO_LATE';

  constructor(graceEndsOn: LocalDate) {
    super(
      {
        id: `Tunggakan hanya dapat dibayar sampai ${graceEndsOn}; pekerja ini perlu didaftarkan kembali.`,
        en: `Arrears could be paid until ${graceEndsOn}; this worker must be registered again.`,
      },
      { graceEndsOn },
    );
  }
}
