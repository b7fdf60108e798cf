import { DomainError } from '@lindungi/jamsostek';

/** A consent that cannot take the place of the one that stands, or was withdrawn: UU 27/2022, Pasal 9. */
export class ConsentNotRenewed extends DomainError {
  readonly code = 'CONSENT_NOT_RENEWED';

  constructor() {
    super({
      id: 'Persetujuan yang ditarik, atau yang dinyatakan pekerja sendiri, hanya dapat diperbarui oleh pekerja sendiri, bertanggal sejak persetujuan atau penarikan yang terakhir.',
      en: "A consent that was withdrawn, or that the worker gave in person, is renewed by the worker's own word alone, dated since the last consent or withdrawal.",
    });
  }
}

/** This very wording is agreed to already. */
export class ConsentStands extends DomainError {
  readonly code = 'CONSENT_STANDS';

  constructor(textVersion: string) {
    super(
      {
        id: `Persetujuan atas teks versi ${textVersion} masih berlaku; tidak ada yang perlu diperbarui.`,
        en: `Consent to version ${textVersion} of the text stands; there is nothing to renew.`,
      },
      { textVersion },
    );
  }
}
