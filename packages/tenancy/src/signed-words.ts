import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';

/** Few words that we said ourselves, until `exp`: what an address carries that stands in place of a token. */
export interface SignedWords {
  words: readonly string[];
  /** Seconds since 1970. */
  exp: number;
}

/**
 * A text that whoever holds it may show, and that only we can have made. It fits into a path, and hides nothing.
 *
 * @param key      32 bytes
 * @param purpose  keeps these marks apart from others of the same key; ends in a line feed, as no pass begins so
 */
export function signWords(key: KeyObject, purpose: string, { words, exp }: SignedWords): string {
  const text = Buffer.from(JSON.stringify([...words, exp])).toString('base64url');
  return `${text}.${markOf(key, purpose, text).toString('base64url')}`;
}

/**
 * What such a text says, if we have signed it for this purpose and it is not over.
 *
 * @param now  seconds since 1970
 */
export function readWords(
  key: KeyObject,
  purpose: string,
  signed: string,
  now: number,
): SignedWords | undefined {
  const [text = '', mark = '', rest] = signed.split('.');
  const expected = markOf(key, purpose, text);
  const shown = Buffer.from(mark, 'base64url');
  if (rest !== undefined || shown.length !== expected.length || !timingSafeEqual(shown, expected)) {
    return undefined;
  }
  const said = JSON.parse(Buffer.from(text, 'base64url').toString()) as [...string[], number];
  const exp = said.pop() as number;
  return exp > now ? { words: said as unknown as string[], exp } : undefined;
}

function markOf(key: KeyObject, purpose: string, text: string): Buffer {
  return createHmac('sha256', key).update(purpose).update(text).digest();
}
