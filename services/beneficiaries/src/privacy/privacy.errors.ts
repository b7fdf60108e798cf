import { DomainError } from '@lindungi/jamsostek';

/** There is none for the caller: never was, is of another kecamatan, or asks for something else. */
export class DataRequestNotFound extends DomainError {
  readonly code = 'DATA_REQUEST_NOT_FOUND';

  constructor() {
    super({ id: 'Permintaan data ini tidak ada.', en: 'There is no such data request.' });
  }
}

export class DataRequestAnswered extends DomainError {
  readonly code = 'DATA_REQUEST_ANSWERED';

  constructor() {
    super({ id: 'Permintaan data ini sudah dijawab.', en: 'This data request has been answered already.' });
  }
}

export class DataReasonRefused extends DomainError {
  readonly code = 'DATA_REASON_REFUSED';

  constructor(least: number, most: number) {
    super(
      {
        id: `Alasan terdiri atas ${least} sampai ${most} huruf, tanpa NIK.`,
        en: `A reason has ${least} to ${most} letters, and no NIK in it.`,
      },
      { least, most },
    );
  }
}

/** A correction that corrects nothing. */
export class NothingToCorrect extends DomainError {
  readonly code = 'NOTHING_TO_CORRECT';

  constructor() {
    super({
      id: 'Isian perbaikan sama dengan data yang tersimpan.',
      en: 'The correction says what is stored already.',
    });
  }
}

/** Nobody who moved to another kecamatan is corrected into it: cards, lists and figures go by kecamatan. */
export class OtherKecamatan extends DomainError {
  readonly code = 'OTHER_KECAMATAN';

  constructor() {
    super({
      id: 'Pindah kecamatan bukan perbaikan data: daftarkan pada kecamatan yang baru.',
      en: 'A move to another kecamatan is no correction: register in the new one.',
    });
  }
}
