import { DomainError } from '@lindungi/jamsostek';

/** Nothing of this bill waits for the agency: there is no such bill, it is not deducted, or its transfer is here. */
export class NothingAwaited extends DomainError {
  readonly code = 'NOTHING_AWAITED';

  constructor() {
    super({
      id: 'Tidak ada bulan dari tagihan ini yang menunggu transfer OPD.',
      en: "No month of this bill waits for its agency's transfer.",
    });
  }
}

/** One wish to advance a bill waits at a time. */
export class AdvanceAlreadyProposed extends DomainError {
  readonly code = 'ADVANCE_ALREADY_PROPOSED';

  constructor() {
    super({
      id: 'Penalangan tagihan ini sudah diusulkan dan belum diputuskan.',
      en: 'To advance this bill is proposed already, and not decided.',
    });
  }
}

/** Says the same of another city's and of one that never was. */
export class AdvanceUnknown extends DomainError {
  readonly code = 'ADVANCE_UNKNOWN';

  constructor() {
    super({ id: 'Usulan penalangan ini tidak ada.', en: 'Nobody has proposed such an advance.' });
  }
}

/** It is decided once. */
export class AdvanceAlreadyDecided extends DomainError {
  readonly code = 'ADVANCE_ALREADY_DECIDED';

  constructor() {
    super({ id: 'Usulan penalangan ini sudah diputuskan.', en: 'This advance is decided already.' });
  }
}

/** Four eyes: who proposed it does not decide it, whatever their roles. */
export class AdvanceIsYourOwn extends DomainError {
  readonly code = 'ADVANCE_IS_YOUR_OWN';

  constructor() {
    super({
      id: 'Yang mengusulkan penalangan tidak boleh memutuskannya; mintalah orang lain.',
      en: 'Who proposed an advance may not decide it; ask somebody else.',
    });
  }
}
