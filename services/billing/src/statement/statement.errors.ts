import { DomainError } from '@lindungi/jamsostek';

/** The city's own account, as the bank writes it. */
export class AccountMalformed extends DomainError {
  readonly code = 'ACCOUNT_MALFORMED';

  constructor() {
    super({
      id: 'Nomor rekening terdiri dari 4 sampai 34 angka, huruf besar, atau tanda hubung.',
      en: 'An account has 4 to 34 digits, capital letters or hyphens.',
    });
  }
}

/** An MT940 that cannot be read; a field is named by its tag. */
export class Mt940Malformed extends DomainError {
  readonly code = 'MT940_MALFORMED';

  constructor(line: number, tag: string, what: { id: string; en: string }) {
    super({ id: `Baris ${line}, ${tag}: ${what.id}`, en: `Line ${line}, ${tag}: ${what.en}` }, { line, tag });
  }
}

/** Opening balance and lines do not make the closing balance: a line is missing, or there twice. */
export class StatementUnbalanced extends DomainError {
  readonly code = 'STATEMENT_UNBALANCED';

  constructor(off: number) {
    super(
      {
        id: `Saldo awal dan mutasi tidak menghasilkan saldo akhir; selisih Rp${off}.`,
        en: `Opening balance and lines do not make the closing balance; off by Rp${off}.`,
      },
      { off },
    );
  }
}

/** Says the same of another city's statement and of one that never was. */
export class StatementUnknown extends DomainError {
  readonly code = 'STATEMENT_UNKNOWN';

  constructor() {
    super({ id: 'Rekening koran ini tidak ada.', en: 'There is no such statement.' });
  }
}
