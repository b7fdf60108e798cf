import { DomainError } from '@lindungi/jamsostek';

/** Says the same of another city's payment, of one that never was, and of one of which nothing is missing. */
export class ReversalUnknown extends DomainError {
  readonly code = 'REVERSAL_UNKNOWN';

  constructor() {
    super({
      id: 'Tidak ada pembayaran seperti itu yang menunggu keputusan.',
      en: 'There is no such payment that waits for a decision.',
    });
  }
}

/** One proposal at a time: the one before must be approved or refused first. */
export class DecisionPending extends DomainError {
  readonly code = 'DECISION_PENDING';

  constructor() {
    super({
      id: 'Sudah ada usul yang menunggu persetujuan orang lain.',
      en: 'There is a proposal already that waits for somebody else.',
    });
  }
}

/** Says the same of another city's proposal and of one that never was. */
export class DecisionUnknown extends DomainError {
  readonly code = 'DECISION_UNKNOWN';

  constructor() {
    super({ id: 'Usul ini tidak ada.', en: 'There is no such proposal.' });
  }
}

/** Approved or refused; it is decided once. */
export class DecisionTaken extends DomainError {
  readonly code = 'DECISION_TAKEN';

  constructor() {
    super({ id: 'Usul ini sudah diputuskan.', en: 'This proposal is decided already.' });
  }
}

/** Two people stand for a loss. */
export class OwnDecision extends DomainError {
  readonly code = 'OWN_DECISION';

  constructor() {
    super({
      id: 'Usul sendiri harus disetujui orang lain.',
      en: 'Your own proposal must be approved by somebody else.',
    });
  }
}

/** BPJS has answered meanwhile, or more was taken back: what was proposed is not what is missing now. */
export class ReversalChanged extends DomainError {
  readonly code = 'REVERSAL_CHANGED';

  constructor(proposed: number, missing: number) {
    super(
      {
        id: `Yang kurang sekarang Rp${missing}, bukan Rp${proposed} seperti diusulkan: tolak usul ini dan usulkan lagi.`,
        en: `Rp${missing} is missing now, not Rp${proposed} as proposed: refuse this proposal and propose again.`,
      },
      { proposed, missing },
    );
  }
}
