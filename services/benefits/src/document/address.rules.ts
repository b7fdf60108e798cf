import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
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

/** How long an address works, in seconds: as long as a slow telephone needs to begin. */
export const ADDRESS_SECONDS = 300;

/** Keeps these marks apart from all others of the same key. */
const PURPOSE = 'lindungi claim document\n';

/** A text that whoever holds it may show in place of a token. It names no person but by id. @param key  32 bytes */
export function signAddress(key: KeyObject, address: FileAddress): string {
  const text = Buffer.from(JSON.stringify(address)).toString('base64url');
  return `${text}.${markOf(key, text).toString('base64url')}`;
}

/** What an address says, if we have signed it and it is not over. @param now  seconds since 1970 */
export function readAddress(key: KeyObject, signed: string, now: number): FileAddress | undefined {
  const [text = '', mark = '', rest] = signed.split('.');
  const expected = markOf(key, text);
  const shown = Buffer.from(mark, 'base64url');
  if (rest !== undefined || shown.length !== expected.length || !timingSafeEqual(shown, expected)) {
    return undefined;
  }
  const address = JSON.parse(Buffer.from(text, 'base64url').toString()) as FileAddress;
  return address.exp > now ? address : undefined;
}

function markOf(key: KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(PURPOSE).update(text).digest();
}
