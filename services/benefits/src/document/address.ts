import type { KeyObject } from 'node:crypto';
import { readAddress, signAddress } from '@lindungi/subgraph';
import type { FileType } from './file.rules';

/** What an address lets its holder do, once, until `exp`. */
export type FileAddress = {
  city: string;
  /** Of this use: an address works once. */
  id: string;
  /** Seconds since 1970. */
  exp: number;
  /** Who asked for it, for the trail. */
  subject: string;
} & (
  | { what: 'in'; claimId: string; paper: string; type: FileType; size: number }
  | { what: 'out'; documentId: string }
);

const PURPOSE = 'claim document';

/** A text that whoever holds it may show in place of a token. It names no person but by id. @param key  32 bytes */
export const signDocument = (key: KeyObject, { city, exp, ...address }: FileAddress): string =>
  signAddress(key, PURPOSE, [city, JSON.stringify(address)], exp);

/** What an address says, if we have signed it and it is not over. @param now  seconds since 1970 */
export function readDocument(key: KeyObject, signed: string, now: number): FileAddress | undefined {
  const read = readAddress(key, PURPOSE, signed, now);
  if (!read) return undefined;
  const [city, address = ''] = read.facts;
  return { ...JSON.parse(address), city, exp: read.exp } as FileAddress;
}
