import { DomainError } from '@lindungi/jamsostek';

/** Says the same of another district's task, of one that is done, and of one that never was. */
export class RejectionTaskUnknown extends DomainError {
  readonly code = 'REJECTION_TASK_UNKNOWN';

  constructor() {
    super({ id: 'Tugas ini tidak ada, atau sudah selesai.', en: 'There is no such open task.' });
  }
}

/** What was done about it is said in a sentence. */
export class TaskNoteRefused extends DomainError {
  readonly code = 'TASK_NOTE_REFUSED';

  constructor(most: number) {
    super(
      { id: `Catatan terdiri dari 1 sampai ${most} huruf.`, en: `A note has 1 to ${most} letters.` },
      { most },
    );
  }
}
