import { DomainError } from '@lindungi/jamsostek';

/** More heirs than any certificate names. */
export class HeirsRefused extends DomainError {
  readonly code = 'HEIRS_REFUSED';

  constructor(most: number) {
    super({ id: `Paling banyak ${most} ahli waris.`, en: `${most} heirs at most.` }, { most });
  }
}

/** Consent is recorded with how and when, by heirs who are there; without it, neither. */
export class HeirsConsentRefused extends DomainError {
  readonly code = 'HEIRS_CONSENT_REFUSED';

  constructor() {
    super({
      id: 'Persetujuan ahli waris dicatat dengan cara dan tanggalnya; tanpa persetujuan, keduanya kosong.',
      en: 'Consent of the heirs is recorded with how and when it was given; without it, both are empty.',
    });
  }
}

/** Heirs are of a death. */
export class HeirsUnneeded extends DomainError {
  readonly code = 'HEIRS_UNNEEDED';

  constructor() {
    super({ id: 'Ahli waris dicatat pada klaim meninggal.', en: 'Heirs are written down with a death.' });
  }
}
