import { DomainError } from '@lindungi/jamsostek';

/** Says the same of an import of another city and of one that never was. */
export class RosterImportUnknown extends DomainError {
  readonly code = 'ROSTER_IMPORT_UNKNOWN';

  constructor() {
    super({ id: 'Impor daftar pegawai ini tidak ada.', en: 'There is no such import of the roster.' });
  }
}

/** Only a file that was read to its end without a mistake is applied. */
export class RosterNotReadable extends DomainError {
  readonly code = 'ROSTER_NOT_READ';

  constructor(problems: number) {
    super(
      problems > 0
        ? {
            id: `Berkas ini masih memuat ${problems} kesalahan. Perbaiki, lalu kirim lagi.`,
            en: `This file still has ${problems} mistakes. Mend it and send it again.`,
          }
        : {
            id: 'Berkasnya belum dibaca sampai selesai, atau sudah kedaluwarsa.',
            en: 'The file is not read to its end yet, or it is over.',
          },
      { problems },
    );
  }
}

/** Between looking and applying somebody else changed the roster: look again. */
export class RosterMoved extends DomainError {
  readonly code = 'ROSTER_MOVED';

  constructor(expected: number, leavers: number) {
    super(
      {
        id: `Yang keluar dari daftar kini ${leavers} orang, bukan ${expected}. Periksa lagi sebelum diterapkan.`,
        en: `Now ${leavers} people leave the roster, not ${expected}. Look again before it is applied.`,
      },
      { expected, leavers },
    );
  }
}

/** The first line names the columns; without these no row can be read. */
export class RosterHeadingRefused extends DomainError {
  readonly code = 'ROSTER_HEADING_REFUSED';

  constructor(missing: readonly string[]) {
    super(
      {
        id: `Baris pertama harus memuat nama kolom; yang tidak ada: ${missing.join(', ')}.`,
        en: `The first line must name the columns; missing: ${missing.join(', ')}.`,
      },
      { missing: missing.join(' ') },
    );
  }
}

/** A spreadsheet has kept the NIP as a number, and its last digits are lost. */
export class NipIsNumber extends DomainError {
  readonly code = 'NIP_IS_NUMBER';

  constructor() {
    super({
      id: 'NIP tersimpan sebagai angka sehingga angka terakhirnya hilang. Ubah kolomnya menjadi teks.',
      en: 'The NIP is stored as a number, so its last digits are lost. Make the column text.',
    });
  }
}

/** What a person is to the city now is one of a few words. */
export class RosterStatusUnknown extends DomainError {
  readonly code = 'ROSTER_STATUS_UNKNOWN';

  constructor() {
    super({
      id: 'Status ini tidak dikenal. Isi: aktif, pensiun, pindah, meninggal, atau kosong.',
      en: 'This status is not known. Give: aktif, pensiun, pindah, meninggal, or nothing.',
    });
  }
}

/** A file of a roster has some lines, and not more than any city has civil servants. */
export class RosterFileSize extends DomainError {
  readonly code = 'ROSTER_FILE_SIZE';

  constructor(most: number) {
    super(
      {
        id: `Berkas memuat 1 sampai ${most} pegawai.`,
        en: `A file has 1 to ${most} civil servants.`,
      },
      { most },
    );
  }
}

/** The bytes are neither a workbook nor a table of text. */
export class RosterFileUnreadable extends DomainError {
  readonly code = 'FILE_UNREADABLE';

  constructor() {
    super({
      id: 'Berkas ini bukan XLSX, dan bukan CSV dalam UTF-8.',
      en: 'This file is neither XLSX nor CSV in UTF-8.',
    });
  }
}
