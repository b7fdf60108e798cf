import { type LocalDate, type Month, writtenDate, writtenMonth } from '@lindungi/jamsostek';

/** All that stands on a card. */
export interface CardFace {
  city: string;
  movement: string;
  name: string;
  /** Eleven digits; printed in groups. */
  kpj: string;
  kelurahan: string;
  kecamatan: string;
  /** The first month BPJS has receipted; null while there is none. */
  protectedSince: Month | null;
  issuedOn: LocalDate;
  /** `7K3M-9QXR-0A2B-4CDE` */
  code: string;
  /** What the QR opens. */
  address: string;
}

/** Cards on one A4 sheet: two beside each other, four below each other. */
export const ON_A_SHEET = 8;

/** `2001 2345 678`: a number people read to one another over the telephone. */
export function kpjGroups(kpj: string): string {
  return kpj.replace(/(\d{4})(?=\d)/g, '$1 ');
}

/** Since when, in Indonesian; a card may be printed before its first month is receipted. */
export function sinceWords({ protectedSince, issuedOn }: Pick<CardFace, 'protectedSince' | 'issuedOn'>): {
  what: string;
  when: string;
} {
  return protectedSince
    ? { what: 'Terlindungi sejak', when: writtenMonth(protectedSince, 'id') }
    : { what: 'Terdaftar sejak', when: writtenDate(issuedOn, 'id') };
}

/** In letters that the built-in typefaces of a PDF have; what they have not is a dot, never another letter. */
export function printable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[^\x20-\x7e\xa1-\xff]/gu, (letter) => {
      const [plain = ''] = letter.normalize('NFD');
      return /[\x20-\x7e]/.test(plain) ? plain : '.';
    });
}

/** Cards sheet by sheet. */
export function sheetsOf<Card>(cards: readonly Card[]): Card[][] {
  const sheets: Card[][] = [];
  for (let at = 0; at < cards.length; at += ON_A_SHEET) sheets.push(cards.slice(at, at + ON_A_SHEET));
  return sheets;
}

/** What the QR of a card opens: it says the city and the code, and nobody. */
export function addressOf(portal: string, cityCode: string, code: string): string {
  return `https://${portal}/kartu/${cityCode}/${code}`;
}
