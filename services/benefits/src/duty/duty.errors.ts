import { DomainError } from '@lindungi/jamsostek';

/** No such notice, or one the caller may not see, or that nobody need look at any more. */
export class DutyNoticeNotFound extends DomainError {
  readonly code = 'DUTY_NOTICE_NOT_FOUND';

  constructor() {
    super({
      id: 'Pemberitahuan ini tidak ditemukan, atau sudah selesai.',
      en: 'This notice was not found, or is done with.',
    });
  }
}

/** Too short, too long, or with a number of a person in it. */
export class FindingRefused extends DomainError {
  readonly code = 'FINDING_REFUSED';

  constructor() {
    super({
      id: 'Tulis hasil pemeriksaan dalam 3 sampai 300 huruf, tanpa nomor siapa pun.',
      en: "Write what was found in 3 to 300 letters, without anybody's number.",
    });
  }
}
