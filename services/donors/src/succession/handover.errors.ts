import { DomainError } from '@lindungi/jamsostek';

/** Says the same of a question to somebody else, of one that is answered, and of one that never was. */
export class HandoverUnknown extends DomainError {
  readonly code = 'HANDOVER_UNKNOWN';

  constructor() {
    super({
      id: 'Permintaan meneruskan janji ini tidak ada, atau sudah dijawab.',
      en: 'There is no such question to go on with a pledge, or it is answered.',
    });
  }
}

/** Who asks and who says yes are two people. */
export class HandoverToOneself extends DomainError {
  readonly code = 'HANDOVER_TO_ONESELF';

  constructor() {
    super({
      id: 'Janji diteruskan oleh orang lain, bukan oleh yang meminta.',
      en: 'Somebody else goes on with a pledge, not who asks.',
    });
  }
}

/** Nobody can go on with what beneficiaries has not reserved. */
export class PledgeNotReserved extends DomainError {
  readonly code = 'PLEDGE_NOT_RESERVED';

  constructor() {
    super({
      id: 'Belum ada bulan yang dipesan untuk janji ini, jadi belum ada yang bisa diteruskan.',
      en: 'No month is reserved for this pledge, so there is nothing to go on with yet.',
    });
  }
}

/** Says the same of another agency's and of one that never was. */
export class SuccessionUnknown extends DomainError {
  readonly code = 'SUCCESSION_UNKNOWN';

  constructor() {
    super({
      id: 'Penerusan janji ini tidak ada pada OPD Anda, atau sudah selesai.',
      en: 'Your agency has no such succession, or it has ended.',
    });
  }
}
