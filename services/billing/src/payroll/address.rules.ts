import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';

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
export function signAddress(key: KeyObject, address: FileAddress): string {
  const { city, billId, what, exp } = address;
  const text = Buffer.from(JSON.stringify([city, billId, what, exp])).toString('base64url');
  return `${text}.${markOf(key, text).toString('base64url')}`;
}

/**
 * What an address says, if we have signed it and it is not over.
 *
 * @param now  seconds since 1970
 */
export function readAddress(key: KeyObject, signed: string, now: number): FileAddress | undefined {
  const [text = '', mark = '', rest] = signed.split('.');
  const expected = markOf(key, text);
  const shown = Buffer.from(mark, 'base64url');
  if (rest !== undefined || shown.length !== expected.length || !timingSafeEqual(shown, expected)) {
    return undefined;
  }
  const [city, billId, what, exp] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [
    string,
    string,
    FileAddress['what'],
    number,
  ];
  return exp > now ? { city, billId, what, exp } : undefined;
}

function markOf(key: KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(PURPOSE).update(text).digest();
}
