import { DomainError } from '@lindungi/jamsostek';

/** There is nothing a scholarship could follow. */
export class ScholarshipNotOpen extends DomainError {
  readonly code = 'SCHOLARSHIP_NOT_OPEN';

  constructor() {
    super({
      id: 'Beasiswa mengikuti klaim meninggal (JKM setelah tiga tahun masa iur) atau cacat total karena kecelakaan kerja.',
      en: 'A scholarship follows a death (by JKM after three years of membership) or a total disability by work accident.',
    });
  }
}

/** The child is too old, past the level's years, or no such level. */
export class ScholarshipOver extends DomainError {
  readonly code = 'SCHOLARSHIP_OVER';

  constructor() {
    super({
      id: 'Beasiswa anak ini sudah berakhir: umur 23 tahun, atau masa di jenjang itu sudah lewat.',
      en: 'The scholarship of this child is over: 23 years old, or past the years of that level.',
    });
  }
}

/** A school year is `2026/2027`, and one that has begun by the end of this year. */
export class SchoolYearRefused extends DomainError {
  readonly code = 'SCHOOL_YEAR_REFUSED';

  constructor() {
    super({
      id: "Tahun ajaran ditulis '2026/2027', dan sudah dimulai tahun ini.",
      en: "A school year is written '2026/2027', and has begun this year at the latest.",
    });
  }
}

/** The law gives it to two children. */
export class ChildRefused extends DomainError {
  readonly code = 'CHILD_REFUSED';

  constructor() {
    super({
      id: 'Beasiswa untuk anak ke-1 dan ke-2.',
      en: 'A scholarship is for a first and a second child.',
    });
  }
}
