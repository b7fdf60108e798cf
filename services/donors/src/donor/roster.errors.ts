import { DomainError } from '@lindungi/jamsostek';

/** A call carries few rows, so that one transaction stays short; a long roster goes in several calls. */
export class RosterTooLong extends DomainError {
  readonly code = 'ROSTER_TOO_LONG';

  constructor(rows: number, most: number) {
    super(
      {
        id: `Satu kali kirim paling banyak ${most} baris, ini ${rows}.`,
        en: `At most ${most} rows a call; this has ${rows}.`,
      },
      { rows, most },
    );
  }
}

/** One civil servant twice in one call: the second row is left out, for nobody can say which is right. */
export class RosterRowRepeated extends DomainError {
  readonly code = 'ROSTER_ROW_REPEATED';

  constructor(first: number) {
    super(
      { id: `NIP ini sudah ada di baris ${first}.`, en: `This NIP is already in row ${first}.` },
      { first },
    );
  }
}

/** A name is asked for, of at most so many characters, in one line. */
export class DonorNameRefused extends DomainError {
  readonly code = 'DONOR_NAME_REFUSED';

  constructor(most: number) {
    super(
      {
        id: `Nama wajib diisi, paling panjang ${most} huruf.`,
        en: `A name of 1 to ${most} letters is needed.`,
      },
      { most },
    );
  }
}

/** Not a level of UU 20/2023 that a city has. */
export class PostUnknown extends DomainError {
  readonly code = 'POST_UNKNOWN';

  constructor() {
    super({
      id: 'Jenjang jabatan ini tidak dikenal. Isi: JPT pratama, administrator, pengawas, fungsional, atau pelaksana.',
      en: 'This post is not known. Give: JPT pratama, administrator, pengawas, fungsional or pelaksana.',
    });
  }
}
