import { DomainError } from './domain-error';
import { type LocalDate, localDate } from './local-date';

declare const kind: unique symbol;

/** Nomor Induk Kependudukan: the number of one resident, for life. Sixteen digits. */
export type Nik = string & { readonly [kind]: 'nik' };

export class NikMalformed extends DomainError {
  readonly code = 'NIK_MALFORMED';
}

/**
 * Reads a NIK as people type it; spaces, dots and dashes are dropped.
 *
 *     3273 01 410790 0001
 *     ^^^^ ^^ ^^^^^^ ^^^^
 *     |    |  |      serial of that day in that district, never 0000
 *     |    |  date of birth DDMMYY; a woman's day is written day + 40
 *     |    district (kecamatan) where the number was issued
 *     province and city where the number was issued
 *
 * The region is where the number was *issued*, not where the person lives: do not take a city
 * from it. There is no check digit, so a well-formed NIK may still belong to nobody.
 *
 * Source: PP 40/2019 on population administration (article to be confirmed against the text).
 *
 * @throws NikMalformed when it is not sixteen digits, or its date of birth cannot be one.
 */
export function parseNik(text: string): Nik {
  const digits = text.replace(/[\s.-]/g, '');
  if (!/^\d{16}$/.test(digits)) {
    throw new NikMalformed({ id: 'NIK terdiri atas enam belas angka.', en: 'A NIK has sixteen digits.' });
  }
  if (birthsOf(digits).length === 0) {
    throw new NikMalformed({
      id: 'Tanggal lahir di dalam NIK ini tidak ada di kalender.',
      en: 'The date of birth in this NIK is on no calendar.',
    });
  }
  if (digits.endsWith('0000')) {
    throw new NikMalformed({ id: 'Nomor urut NIK ini 0000.', en: 'The serial in this NIK is 0000.' });
  }
  return digits as Nik;
}

/** `3374••••••••0007`: the only form of a NIK that may reach an answer, a log, an event or a URL. */
export function maskNik(nik: Nik): string {
  return nik.slice(0, 4) + '•'.repeat(8) + nik.slice(12);
}

/**
 * The date of birth written in a NIK: the latest of its centuries that is not after `at`.
 * A hint to compare with the form, not a proof: real numbers with wrong dates exist.
 */
export function birthDateOf(nik: Nik, at: LocalDate): LocalDate | undefined {
  return birthsOf(nik).find((birth) => birth <= at);
}

/** The days this number may mean, latest first: its year has two digits. */
function birthsOf(digits: string): LocalDate[] {
  const written = Number(digits.slice(6, 8));
  const day = String(written > 40 ? written - 40 : written).padStart(2, '0');
  return ['20', '19'].flatMap((century) => {
    try {
      return [localDate(`${century}${digits.slice(10, 12)}-${digits.slice(8, 10)}-${day}`)];
    } catch {
      return []; // 29 February exists in 2000 and not in 1900
    }
  });
}
