import { DomainError } from '@lindungi/jamsostek';

/** A worker is not a duplicate of themself. */
export class SameWorker extends DomainError {
  readonly code = 'SAME_WORKER';

  constructor() {
    super({ id: 'Pilih dua pekerja yang berbeda.', en: 'Choose two different workers.' });
  }
}

export class WorkerMergedAlready extends DomainError {
  readonly code = 'WORKER_MERGED_ALREADY';

  constructor() {
    super({
      id: 'Salah satu pekerja ini sudah digabungkan.',
      en: 'One of these workers has been merged already.',
    });
  }
}

/** One step at a time, so that each can be undone for itself. */
export class MergeChain extends DomainError {
  readonly code = 'MERGE_CHAIN';

  constructor() {
    super({
      id: 'Pekerja lain sudah digabungkan ke pekerja ini; pertahankan pekerja ini.',
      en: 'Another worker was merged into this one; keep this one.',
    });
  }
}

/** Both have a pledge for the same months. */
export class MonthsOverlap extends DomainError {
  readonly code = 'MONTHS_OVERLAP';

  constructor(months: readonly string[]) {
    super(
      {
        id: `Keduanya punya janji untuk ${months.join(', ')}; selesaikan dulu salah satunya.`,
        en: `Both have a pledge for ${months.join(', ')}; settle one of them first.`,
      },
      { months: months.join(' ') },
    );
  }
}

/** No such merge for this caller, or it is undone. */
export class MergeNotFound extends DomainError {
  readonly code = 'MERGE_NOT_FOUND';

  constructor() {
    super({ id: 'Penggabungan ini tidak ada.', en: 'There is no such merge.' });
  }
}

export class UndoTooLate extends DomainError {
  readonly code = 'UNDO_TOO_LATE';

  constructor(until: string) {
    super(
      {
        id: `Penggabungan ini hanya dapat dibatalkan sampai ${until}.`,
        en: `This merge could be undone until ${until}.`,
      },
      { until },
    );
  }
}

/** No such pair for this caller, or somebody has decided it. */
export class DuplicateNotFound extends DomainError {
  readonly code = 'DUPLICATE_NOT_FOUND';

  constructor() {
    super({ id: 'Pasangan ini tidak ada.', en: 'There is no such pair.' });
  }
}

/** Whoever says that two are one, or are two, says why. */
export class MergeReasonRefused extends DomainError {
  readonly code = 'MERGE_REASON_REFUSED';

  constructor(least: number, most: number) {
    super(
      {
        id: `Alasan terdiri atas ${least} sampai ${most} huruf, tanpa NIK.`,
        en: `The reason has ${least} to ${most} letters, and no NIK in it.`,
      },
      { least, most },
    );
  }
}
