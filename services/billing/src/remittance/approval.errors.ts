import { DomainError } from '@lindungi/jamsostek';

/** Who drew up a list does not approve its transfer. */
export class ApprovedByItsMaker extends DomainError {
  readonly code = 'APPROVED_BY_ITS_MAKER';

  constructor() {
    super({
      id: 'Yang menyusun daftar tidak boleh menyetujui transfernya; mintalah orang lain.',
      en: 'Who prepared a list may not approve its transfer; ask somebody else.',
    });
  }
}

/** A list is approved once, before BPJS answers it. */
export class RemittanceAlreadyApproved extends DomainError {
  readonly code = 'REMITTANCE_ALREADY_APPROVED';

  constructor() {
    super({
      id: 'Transfer setoran ini sudah disetujui.',
      en: 'The transfer of this remittance is approved already.',
    });
  }
}

/** BPJS can have received nothing that nobody let go. */
export class RemittanceNotApproved extends DomainError {
  readonly code = 'REMITTANCE_NOT_APPROVED';

  constructor() {
    super({
      id: 'Transfer setoran ini belum disetujui oleh orang kedua.',
      en: 'The transfer of this remittance is not yet approved by a second person.',
    });
  }
}

/** A bank's number of the transfer, so that it is found in a statement. */
export class TransferReferenceRefused extends DomainError {
  readonly code = 'TRANSFER_REFERENCE_REFUSED';

  constructor(most: number) {
    super(
      {
        id: `Nomor transfer bank terdiri dari 1 sampai ${most} karakter.`,
        en: `A bank's transfer number has 1 to ${most} characters.`,
      },
      { most },
    );
  }
}
