import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
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

/** How long an address works, in seconds: as long as a person needs to choose a file. */
export const ADDRESS_SECONDS = 300;

/** Keeps these marks apart from those of passes, which the same key makes: none of theirs begins so. */
const PURPOSE = 'lindungi worker file\n';

/** A text that whoever holds it may show in place of a token, for sending one file. */
export function signAddress(key: KeyObject, { city, subject, roles, area, exp }: UploadAddress): string {
  const text = Buffer.from(JSON.stringify([city, subject, roles, area, exp])).toString('base64url');
  return `${text}.${markOf(key, text).toString('base64url')}`;
}

/**
 * What an address says, if we have signed it and it is not over.
 *
 * @param now  seconds since 1970
 */
export function readAddress(key: KeyObject, signed: string, now: number): UploadAddress | undefined {
  const [text = '', mark = '', rest] = signed.split('.');
  const expected = markOf(key, text);
  const shown = Buffer.from(mark, 'base64url');
  if (rest !== undefined || shown.length !== expected.length || !timingSafeEqual(shown, expected))
    return undefined;
  const [city, subject, roles, area, exp] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [
    string,
    string,
    Role[],
    string | null,
    number,
  ];
  return exp > now ? { city, subject, roles, area, exp } : undefined;
}

function markOf(key: KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(PURPOSE).update(text).digest();
}
