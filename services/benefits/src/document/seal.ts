import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

const FORMAT = 1;
const NONCE = 12;
const TAG = 16;

/** What is in the store was not sealed by this city's key for this document: a defect or a forgery. */
export class SealBroken extends Error {
  constructor() {
    super('A document does not open with the key at hand.');
    this.name = 'SealBroken';
  }
}

/**
 * A document as the store keeps it: AES-256-GCM under a key of its city, bound to its id. Whoever reads the folder or the
 * bucket reads nothing, and a file moved to another place does not open.
 *
 * @returns `1 | nonce of 12 bytes | tag of 16 | text`
 */
export function sealDocument(key: KeyObject, city: string, id: string, bytes: Buffer): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', keyOf(key, city), nonce);
  cipher.setAAD(Buffer.from(`${city}|document|${id}`));
  const text = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([Buffer.from([FORMAT]), nonce, cipher.getAuthTag(), text]);
}

/** @throws SealBroken */
export function openDocument(key: KeyObject, city: string, id: string, sealed: Buffer): Buffer {
  if (sealed.length < 1 + NONCE + TAG || sealed[0] !== FORMAT) throw new SealBroken();
  const nonce = sealed.subarray(1, 1 + NONCE);
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(key, city), nonce, { authTagLength: TAG });
    decipher.setAAD(Buffer.from(`${city}|document|${id}`));
    decipher.setAuthTag(sealed.subarray(1 + NONCE, 1 + NONCE + TAG));
    return Buffer.concat([decipher.update(sealed.subarray(1 + NONCE + TAG)), decipher.final()]);
  } catch {
    throw new SealBroken();
  }
}

function keyOf(master: KeyObject, city: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', master, city, 'lindungi document v1', 32)));
}
