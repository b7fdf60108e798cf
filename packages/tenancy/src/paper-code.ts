import { createHash, createHmac, type KeyObject } from 'node:crypto';

/** Crockford's letters: no I, L, O and U, so that nobody reads one for another. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A code to be printed on paper: 80 bits of a MAC over what it stands for, as `7K3M-9QXR-0A2B-4CDE`.
 *
 * Whoever has no key finds no code; whoever has the paper finds nobody by it.
 */
export function paperCode(key: KeyObject, what: string): string {
  const mac = createHmac('sha256', key).update(what).digest();
  let bits = BigInt(`0x${mac.subarray(0, 10).toString('hex')}`);
  let code = '';
  for (let at = 0; at < 16; at++) {
    code = (LETTERS[Number(bits & 31n)] ?? '') + code;
    bits >>= 5n;
  }
  return code.replace(/.{4}(?=.)/g, '$&-');
}

/** What is kept of a code, however people type it: small letters, spaces, an O for a zero. */
export function paperCodeHash(typed: string): Buffer {
  const code = typed
    .slice(0, 100)
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return createHash('sha256').update(code).digest();
}
