import type { KeyObject } from 'node:crypto';
import { readWords, signWords } from '@lindungi/tenancy';

/** What an address lets its holder do with one bill, until `exp`. */
export interface FileAddress {
  city: string;
  billId: string;
  what: 'csv' | 'xlsx' | 'result';
  /** Seconds since 1970. */
  exp: number;
}

/** How long an address works, in seconds: as long as a person needs to click it. */
export const ADDRESS_SECONDS = 300;

/** Keeps these marks apart from those of passes, which the same key makes: none of theirs begins so. */
const PURPOSE = 'lindungi payroll file\n';

/**
 * A text that whoever holds it may show in place of a token, for one file of one bill. It says nothing of a person.
 *
 * @param key  32 bytes
 */
export function signAddress(key: KeyObject, { city, billId, what, exp }: FileAddress): string {
  return signWords(key, PURPOSE, { words: [city, billId, what], exp });
}

/**
 * What an address says, if we have signed it and it is not over.
 *
 * @param now  seconds since 1970
 */
export function readAddress(key: KeyObject, signed: string, now: number): FileAddress | undefined {
  const said = readWords(key, PURPOSE, signed, now);
  const [city, billId, what] = said?.words ?? [];
  if (!said || !city || !billId || !what) return undefined;
  return { city, billId, what: what as FileAddress['what'], exp: said.exp };
}
