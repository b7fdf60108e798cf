import { DomainError } from './domain-error';
import { ageOn, type LocalDate, localDate } from './local-date';

declare const kind: unique symbol;

/** Nomor Induk Pegawai: the number of one civil servant. Eighteen digits. */
export type Nip = string & { readonly [kind]: 'nip' };

export class NipMalformed extends DomainError {
  readonly code = 'NIP_MALFORMED';
}

/**
 * Reads a NIP as people type it, and says what kind of civil servant it names.
 *
 *     19660801 198803 1 001
 *     ^^^^^^^^ ^^^^^^ ^ ^^^
 *     |        |      | serial, from 001
 *     |        |      1 man, 2 woman
 *     |        PNS: month of appointment; PPPK: year, then a code that is no month ('21', '24')
 *     date of birth
 *
 * Source: Perka BKN 22/2007 for PNS; PPPK by observed numbers, so less is asked of them.
 *
 * @throws NipMalformed when it is not eighteen digits, its birth is no day, or (PNS) the sex digit,
 *   the serial, or an appointment before the age of seventeen cannot be right.
 */
export function parseNip(text: string): { nip: Nip; kind: 'PNS' | 'PPPK'; birth: LocalDate } {
  const nip = text.replace(/[\s.-]/g, '');
  if (!/^\d{18}$/.test(nip)) refuse('NIP terdiri atas delapan belas angka.', 'A NIP has eighteen digits.');

  const birth = birthIn(nip);
  const appointed = nip.slice(12, 14);
  if (appointed < '01' || appointed > '12') return { nip: nip as Nip, kind: 'PPPK', birth };

  if (!/[12]\d{3}$/.test(nip)) {
    refuse('Angka ke-15 NIP PNS adalah 1 atau 2.', 'The 15th digit of a PNS number is 1 or 2.');
  }
  if (nip.endsWith('000')) refuse('Nomor urut NIP ini 000.', 'The serial in this NIP is 000.');
  // The month is known, not the day: its last possible day never refuses a rightful number.
  if (ageOn(birth, `${nip.slice(8, 12)}-${appointed}-31` as LocalDate) < 17) {
    refuse(
      'Menurut NIP ini, pengangkatan terjadi sebelum usia tujuh belas tahun.',
      'By this NIP the appointment came before the age of seventeen.',
    );
  }
  return { nip: nip as Nip, kind: 'PNS', birth };
}

/** `••••••••••••••1001`: birth is personal data, so only the end is shown. */
export function maskNip(nip: Nip): string {
  return '•'.repeat(14) + nip.slice(14);
}

function birthIn(nip: string): LocalDate {
  try {
    return localDate(`${nip.slice(0, 4)}-${nip.slice(4, 6)}-${nip.slice(6, 8)}`);
  } catch {
    return refuse(
      'Tanggal lahir di dalam NIP ini tidak ada di kalender.',
      'The date of birth in this NIP is on no calendar.',
    );
  }
}

function refuse(id: string, en: string): never {
  throw new NipMalformed({ id, en });
}
