import type { KeyObject } from 'node:crypto';
import { readAddress, signAddress } from '@lindungi/subgraph';
import type { Role } from '@lindungi/tenancy';

/** Who may send one file, in whose name, until `exp`. */
export interface UploadAddress {
  city: string;
  subject: string;
  roles: readonly Role[];
  area: string | null;
  /** Seconds since 1970. */
  exp: number;
}

const PURPOSE = 'worker file';

/** An address that whoever holds it may show in place of a token, for sending one file. */
export const signUpload = (key: KeyObject, { city, subject, roles, area, exp }: UploadAddress): string =>
  signAddress(key, PURPOSE, [city, subject, roles.join(), area ?? ''], exp);

/**
 * What an address says, if we have signed it and it is not over.
 *
 * @param now  seconds since 1970
 */
export function readUpload(key: KeyObject, signed: string, now: number): UploadAddress | undefined {
  const read = readAddress(key, PURPOSE, signed, now);
  if (!read) return undefined;
  const [city, subject, roles, area] = read.facts as [string, string, string, string];
  return { city, subject, roles: roles.split(',') as Role[], area: area || null, exp: read.exp };
}
