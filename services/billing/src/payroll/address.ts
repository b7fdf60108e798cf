import type { KeyObject } from 'node:crypto';
import { readAddress, signAddress } from '@lindungi/subgraph';

/** What an address lets its holder do with one bill, until `exp`. */
export interface FileAddress {
  city: string;
  billId: string;
  what: 'csv' | 'xlsx' | 'result';
  /** Seconds since 1970. */
  exp: number;
}

const PURPOSE = 'payroll file';

/** An address that whoever holds it may show in place of a token, for one file of one bill. */
export const signFileAddress = (key: KeyObject, { city, billId, what, exp }: FileAddress): string =>
  signAddress(key, PURPOSE, [city, billId, what], exp);

/**
 * What an address says, if we have signed it and it is not over.
 *
 * @param now  seconds since 1970
 */
export function readFileAddress(key: KeyObject, signed: string, now: number): FileAddress | undefined {
  const read = readAddress(key, PURPOSE, signed, now);
  if (!read) return undefined;
  const [city, billId, what] = read.facts as [string, string, FileAddress['what']];
  return { city, billId, what, exp: read.exp };
}
