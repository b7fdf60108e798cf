import { DomainError } from '@lindungi/jamsostek';

/** Not a person's name: too short, too long, or with digits, as when a NIK is typed into the wrong box. */
export class WorkerNameRefused extends DomainError {
  readonly code = 'WORKER_NAME_REFUSED';

  constructor() {
    super({
      id: 'Nama pekerja terdiri atas 2 sampai 100 huruf, tanpa angka.',
      en: "A worker's name has 2 to 100 letters and no digits.",
    });
  }
}

/** BPJS Ketenagakerjaan takes a new member who is not 65 yet. */
export class WorkerTooOld extends DomainError {
  readonly code = 'WORKER_TOO_OLD';

  constructor(limit: number) {
    super(
      {
        id: `Pekerja harus berusia di bawah ${limit} tahun saat didaftarkan.`,
        en: `A worker must be under ${limit} years old when registered.`,
      },
      { limit },
    );
  }
}

/** Under the limit today, and over it when the first month would begin. */
export class WorkerTooOldAtFirstMonth extends DomainError {
  readonly code = 'WORKER_TOO_OLD_AT_FIRST_MONTH';

  constructor(limit: number, firstMonth: string) {
    super(
      {
        id: `Pekerja sudah berusia ${limit} tahun pada awal bulan ${firstMonth}; pilih bulan yang lebih awal.`,
        en: `The worker will be ${limit} when ${firstMonth} begins; choose an earlier month.`,
      },
      { limit, firstMonth },
    );
  }
}

/** JKK and JKM are for who works; a housewife or somebody without work is not taken. */
export class NotWorkingRefused extends DomainError {
  readonly code = 'NOT_WORKING';

  constructor() {
    super({
      id: 'Hanya orang yang aktif bekerja yang dapat didaftarkan.',
      en: 'Only somebody who is working can be registered.',
    });
  }
}

/** The employer must insure an employee: no donor may stand in for that. */
export class EmployeeRefused extends DomainError {
  readonly code = 'EMPLOYEE_REFUSED';

  constructor() {
    super({
      id: 'Karyawan didaftarkan oleh pemberi kerjanya, bukan lewat gerakan ini.',
      en: 'An employee is insured by the employer, not by this movement.',
    });
  }
}

/** ASN have JKK and JKM from Taspen: PP 70/2015. */
export class CivilServantRefused extends DomainError {
  readonly code = 'CIVIL_SERVANT_REFUSED';

  constructor() {
    super({
      id: 'ASN sudah dilindungi Taspen dan tidak dapat didaftarkan.',
      en: 'A civil servant is insured by Taspen and cannot be registered.',
    });
  }
}

/** Where somebody works, in words: no address book, and no number of a person. */
export class WorkPlaceRefused extends DomainError {
  readonly code = 'WORK_PLACE_REFUSED';

  constructor() {
    super({
      id: 'Tempat kerja terdiri atas 2 sampai 100 huruf, tanpa nomor orang.',
      en: 'A work place has 2 to 100 letters, and no number of a person.',
    });
  }
}

/** The second job is another than the first. */
export class OccupationRepeated extends DomainError {
  readonly code = 'OCCUPATION_REPEATED';

  constructor() {
    super({
      id: 'Pekerjaan kedua harus berbeda dari pekerjaan pertama.',
      en: 'The second occupation must differ from the first.',
    });
  }
}

/** A birth date that lies ahead, or that no living person has. */
export class BirthDateRefused extends DomainError {
  readonly code = 'BIRTH_DATE_REFUSED';

  constructor() {
    super({ id: 'Tanggal lahir ini tidak mungkin benar.', en: 'This date of birth cannot be right.' });
  }
}

/** The kelurahan is not one of this city's. */
export class KelurahanUnknown extends DomainError {
  readonly code = 'KELURAHAN_UNKNOWN';

  constructor(kelurahan: string) {
    super(
      {
        id: `Kelurahan "${kelurahan}" tidak ada di kota ini.`,
        en: `There is no kelurahan "${kelurahan}" in this city.`,
      },
      { kelurahan },
    );
  }
}

/** A district officer registers workers of the own kecamatan. */
export class KelurahanOutsideArea extends DomainError {
  readonly code = 'KELURAHAN_OUTSIDE_AREA';

  constructor(kelurahan: string, area: string) {
    super(
      {
        id: `Kelurahan ${kelurahan} berada di luar kecamatan Anda (${area}).`,
        en: `Kelurahan ${kelurahan} lies outside your kecamatan (${area}).`,
      },
      { kelurahan, area },
    );
  }
}

/** The city lists who a worker may be to a donor: `pledge.relations` in its file. */
export class RelationUnknown extends DomainError {
  readonly code = 'RELATION_UNKNOWN';

  constructor(relation: string, allowed: readonly string[]) {
    super(
      {
        id: `Hubungan "${relation}" tidak dikenal; pilih ${allowed.join(', ')}.`,
        en: `Relation "${relation}" is not known here; choose ${allowed.join(', ')}.`,
      },
      { relation, allowed: allowed.join(' ') },
    );
  }
}

/** Without a consent that can be proved there is no ground to keep a person's data: UU 27/2022, Pasal 22-24. */
export class ConsentRefused extends DomainError {
  readonly code = 'CONSENT_REFUSED';
}

export class PhoneMalformed extends DomainError {
  readonly code = 'PHONE_MALFORMED';

  constructor() {
    super({
      id: 'Nomor telepon ditulis seperti 0812 3456 7890.',
      en: 'A telephone number is written like 0812 3456 7890.',
    });
  }
}

/** Sample people have a NIK that begins with 99, so that nobody takes them for real ones. */
export class SampleNikRefused extends DomainError {
  readonly code = 'SAMPLE_NIK_REFUSED';

  constructor() {
    super({ id: 'NIK contoh diawali 99.', en: 'The NIK of a sample person begins with 99.' });
  }
}

/** Says that the city has this NIK already, and nothing else: not who, not where, not since when. */
export class WorkerAlreadyRegistered extends DomainError {
  readonly code = 'WORKER_ALREADY_REGISTERED';

  constructor() {
    super({
      id: 'Pekerja dengan NIK ini sudah terdaftar di kota ini.',
      en: 'A worker with this NIK is already registered in this city.',
    });
  }
}

export class ImportSizeRefused extends DomainError {
  readonly code = 'IMPORT_SIZE_REFUSED';

  constructor(rows: number, limit: number) {
    super(
      {
        id: `Sekali kirim memuat 1 sampai ${limit} baris; ini ${rows}.`,
        en: `One delivery has 1 to ${limit} rows; this has ${rows}.`,
      },
      { rows, limit },
    );
  }
}

/** No such worker for this caller: the same words whether there is none, or one the caller may not see. */
export class WorkerNotFound extends DomainError {
  readonly code = 'WORKER_NOT_FOUND';

  constructor() {
    super({ id: 'Pekerja tidak ditemukan.', en: 'No such worker.' });
  }
}

/** Whoever reads a NIK says why, in words that still mean something in a year. */
export class RevealReasonRefused extends DomainError {
  readonly code = 'REVEAL_REASON_REFUSED';

  constructor(least: number, most: number) {
    super(
      {
        id: `Alasan membuka NIK terdiri atas ${least} sampai ${most} huruf, tanpa NIK.`,
        en: `The reason for revealing a NIK has ${least} to ${most} letters, and no NIK in it.`,
      },
      { least, most },
    );
  }
}
