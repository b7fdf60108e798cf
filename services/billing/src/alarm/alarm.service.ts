import type { InCity } from '@lindungi/tenancy';

/** What a person must look at; the thing's own state says the rest. */
export type AlarmCode =
  /** A signed message of a provider that contradicts one before it. */
  | 'NOTICE_CONTRADICTS'
  /** A signed message nobody could read, or work, so often as it was tried. */
  | 'NOTICE_PARKED'
  /** Money came for an order this city never issued: it is in suspense. */
  | 'ORDER_UNKNOWN'
  /** More came than was owed: it is in excess, and the donor's. */
  | 'PAID_TOO_MUCH'
  /** A payment was taken back after BPJS was sent some of it: those months stay, their money is missing. */
  | 'REVERSED_AFTER_REMITTANCE'
  /** Months were released though money has come in for them, or only some of an invoice's months. */
  | 'RELEASED_BUT_KEPT'
  /** Released months went to another pledge: what had come in for them is in excess, and the donor's. */
  | 'RELEASED_AND_TAKEN'
  /** A bank's statement says that money came, and nobody knows for what: it is in suspense. */
  | 'STATEMENT_UNMATCHED';

/**
 * Raises an alarm: a row that commits with what caused it, and a line in the log at once.
 *
 * @param reference  an id or an order; never a name, a NIK, a NIP
 */
export function raise(tx: InCity, code: AlarmCode, reference: string): void {
  tx.write('insert into alarm (city_id, code, reference) values ($1, $2, $3)', [
    tx.city.code,
    code,
    reference,
  ]);
  process.stderr.write(
    `${JSON.stringify({ level: 'alarm', service: 'billing', city: tx.city.code, code, reference })}\n`,
  );
}
