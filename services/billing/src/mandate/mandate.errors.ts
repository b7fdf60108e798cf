import { DomainError, type Month, type Rupiah } from '@lindungi/jamsostek';

/** Only the text that is in force today may be signed: what was signed must be what the law shows. */
export class MandateTextRefused extends DomainError {
  readonly code = 'MANDATE_TEXT_REFUSED';

  constructor(inForce: string) {
    super(
      {
        id: `Naskah surat kuasa yang berlaku adalah "${inForce}".`,
        en: `The mandate text in force is "${inForce}".`,
      },
      { inForce },
    );
  }
}

/** A cap below one worker's month would never pay anything; one very high is a slip of the finger. */
export class MandateCapRefused extends DomainError {
  readonly code = 'MANDATE_CAP_REFUSED';

  constructor(least: Rupiah, most: Rupiah) {
    super(
      {
        id: `Batas potongan per bulan antara Rp${least} dan Rp${most}.`,
        en: `The monthly cap lies between Rp${least} and Rp${most}.`,
      },
      { least, most },
    );
  }
}

/** Pay of this month is on its way already: a mandate begins next month, within a year. */
export class MandateStartRefused extends DomainError {
  readonly code = 'MANDATE_START_REFUSED';

  constructor(earliest: Month, latest: Month) {
    super(
      {
        id: `Potongan pertama antara ${earliest} dan ${latest}.`,
        en: `The first deduction lies between ${earliest} and ${latest}.`,
      },
      { earliest, latest },
    );
  }
}

/** The name, the bank, the end of the NIP or the proof's hash cannot be what it should be. */
export class MandateFieldRefused extends DomainError {
  readonly code = 'MANDATE_FIELD_REFUSED';

  constructor(field: 'signedAs' | 'nipEnd' | 'bank' | 'proofHash') {
    const words = {
      signedAs: { id: 'Nama terdiri dari 1 sampai 120 huruf.', en: 'A name has 1 to 120 letters.' },
      nipEnd: { id: 'Tulis empat angka terakhir NIP.', en: 'Write the last four digits of the NIP.' },
      bank: { id: 'Nama bank terdiri dari 2 sampai 60 huruf.', en: 'A bank has a name of 2 to 60 letters.' },
      proofHash: {
        id: 'Sidik berkas adalah SHA-256, 64 angka heksadesimal huruf kecil.',
        en: 'The hash of the proof is SHA-256, 64 lower-case hexadecimal digits.',
      },
    };
    super(words[field], { field });
  }
}

/** One active mandate per donor: the other is revoked first. */
export class MandateAlreadyGiven extends DomainError {
  readonly code = 'MANDATE_ALREADY_GIVEN';

  constructor() {
    super({
      id: 'Surat kuasa Anda masih berlaku; cabut dahulu sebelum memberi yang baru.',
      en: 'Your mandate is still in force; revoke it before you give another.',
    });
  }
}

/** No treasurer could deduct: the roster does not say where this person works. */
export class MandateWithoutAgency extends DomainError {
  readonly code = 'MANDATE_WITHOUT_AGENCY';

  constructor() {
    super({
      id: 'Anda belum tercatat di OPD mana pun; hubungi admin kota.',
      en: 'The roster does not place you in an agency; ask the administrator of the city.',
    });
  }
}

/** Says the same of another's mandate and of one that never was. */
export class MandateUnknown extends DomainError {
  readonly code = 'MANDATE_UNKNOWN';

  constructor() {
    super({ id: 'Surat kuasa ini tidak ada.', en: 'There is no such mandate.' });
  }
}

/** It is revoked once. */
export class MandateAlreadyRevoked extends DomainError {
  readonly code = 'MANDATE_ALREADY_REVOKED';

  constructor() {
    super({ id: 'Surat kuasa ini sudah dicabut.', en: 'This mandate is already revoked.' });
  }
}
