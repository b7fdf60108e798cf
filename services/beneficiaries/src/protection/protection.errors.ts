import { DomainError } from '@lindungi/jamsostek';

/** No such pledge has asked for a worker here. */
export class ReservationNotFound extends DomainError {
  readonly code = 'RESERVATION_NOT_FOUND';

  constructor() {
    super({ id: 'Tidak ada reservasi untuk janji ini.', en: 'There is no reservation for this pledge.' });
  }
}

/** What is paid or protected is not freed by anybody's word; only money that goes back does that. */
export class NothingUnpaid extends DomainError {
  readonly code = 'NOTHING_UNPAID';

  constructor() {
    super({
      id: 'Janji ini tidak memegang bulan yang belum dibayar.',
      en: 'This pledge holds no month that is unpaid.',
    });
  }
}

/** Whoever frees another's months says why, in words that still mean something in a year. */
export class ReleaseReasonRefused extends DomainError {
  readonly code = 'RELEASE_REASON_REFUSED';

  constructor(least: number, most: number) {
    super(
      {
        id: `Alasan melepas reservasi terdiri atas ${least} sampai ${most} huruf, tanpa NIK.`,
        en: `The reason for freeing a reservation has ${least} to ${most} letters, and no NIK in it.`,
      },
      { least, most },
    );
  }
}
