import { DomainError } from './domain-error';

declare const kind: unique symbol;

/** Nomor Kartu Peserta Jamsostek: the number on a BPJS Ketenagakerjaan card. Eleven digits. */
export type Kpj = string & { readonly [kind]: 'kpj' };

export class KpjMalformed extends DomainError {
  readonly code = 'KPJ_MALFORMED';
}

/**
 * Reads a KPJ as people type it. No check digit is published, so a well-formed number may still
 * be nobody's. It opens doors elsewhere: treat it as a secret of the worker, mask it in answers.
 *
 * @throws KpjMalformed when it is not eleven digits.
 */
export function parseKpj(text: string): Kpj {
  const digits = text.replace(/[\s.-]/g, '');
  if (!/^\d{11}$/.test(digits)) {
    throw new KpjMalformed({ id: 'KPJ terdiri atas sebelas angka.', en: 'A KPJ has eleven digits.' });
  }
  return digits as Kpj;
}

/** `•••••••1234`: the only form of a KPJ that may reach an answer, a log or an event. */
export function maskKpj(kpj: Kpj): string {
  return '•'.repeat(7) + kpj.slice(7);
}
