import { createHmac, type KeyObject } from 'node:crypto';

/** How a person is known before having an id: a civil servant by NIP, anyone else by the issuer's subject. */
export type PersonName = `nip:${string}` | `sub:${string}`;

/**
 * The id of one person in one city: the same name gives the same id in every process that has the
 * key, and nothing gives the name back. So the gateway and the roster of donors agree on a
 * donor's id, and no NIP travels past the gateway.
 *
 * @returns a UUID of version 8 (RFC 9562): 122 bits of an HMAC-SHA-256
 */
export function personId(key: KeyObject, cityCode: string, name: PersonName): string {
  const bytes = createHmac('sha256', key).update(`${cityCode}\n${name}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
