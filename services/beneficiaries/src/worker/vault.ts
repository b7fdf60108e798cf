import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type Hmac,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import type { Kpj, Nik } from '@lindungi/jamsostek';
import { paperCode } from '@lindungi/tenancy';

/** Where a secret lies. It is bound to that place: moved to another row, it does not open. */
export interface Place {
  table: string;
  column: string;
  row: string;
}

/** The master keys of this service, 32 bytes each. They never touch a city's data: each city has keys of its own. */
export interface VaultKeys {
  /** Newest first: the first one seals, the others still open. Versions go from 1 to 255. */
  nik: readonly { version: number; key: KeyObject }[];
  index: KeyObject;
  registry: KeyObject;
}

/**
 * Keeps NIK, KPJ and telephone numbers: sealed for reading back, indexed for "is it the same one?".
 *
 * An envelope is `1 | version | 4 bytes of key id | 12 bytes nonce | 16 bytes tag | text`, AES-256-GCM, with
 * `city|table|column|row` as additional data. The index is an HMAC under another key, equal for equal
 * numbers of one city and for nothing else; a plain hash of a NIK would be guessed in minutes.
 */
export interface Vault {
  seal(city: string, place: Place, secret: string): Buffer;
  /** @throws EnvelopeRefused */
  open(city: string, place: Place, sealed: Buffer): string;
  nikIndex(city: string, nik: Nik): Buffer;
  kpjIndex(city: string, kpj: Kpj): Buffer;
  /** The same for one telephone number of a city; in the form '+62…'. */
  phoneIndex(city: string, phone: string): Buffer;
  /** What is printed on a card for strangers to verify; another edition of the same card has another one. */
  cardCode(city: string, cardId: string, edition: number): string;
  /** What a number in a request is recognised by, as it was typed; good for nothing else. */
  requestMark(city: string, typed: string): string;
  /** For the bytes of a file as they pass: equal for equal files of one city. */
  fileMark(city: string): Hmac;
  /** The same for one NIK in every city: only for the wall between cities, `registry`. */
  registryHash(nik: Nik): Buffer;
  /** Marks a month in the registry as this pledge's, so that nobody else frees it; it names no city and no pledge. */
  registryClaim(city: string, pledgeId: string): Buffer;
}

/** What was stored is not what this city's key sealed in this place. A defect or a forgery, never a user's mistake. */
export class EnvelopeRefused extends Error {
  constructor(readonly place: Place) {
    super(`What is sealed in ${place.table}.${place.column} does not open with the keys at hand.`);
  }
}

const FORMAT = 1;
const HEAD = 6;
const NONCE = 12;
const TAG = 16;

/** @throws RangeError for a key that is not 32 bytes, or a version twice */
export function openVault(keys: VaultKeys): Vault {
  const versions = new Set(keys.nik.map((it) => it.version));
  const all = [keys.index, keys.registry, ...keys.nik.map((it) => it.key)];
  if (all.some((key) => key.symmetricKeySize !== 32))
    throw new RangeError('A key of the vault has 32 bytes.');
  if (versions.size !== keys.nik.length || versions.size === 0) {
    throw new RangeError('Each NIK key has a version of its own, and there is at least one.');
  }
  const derive = remembering((master: KeyObject, city: string, use: string) =>
    createSecretKey(Buffer.from(hkdfSync('sha256', master, city, `lindungi ${use} v1`, 32))),
  );
  const keyIds = new Map(keys.nik.map((it) => [it.version, idOf(it.key)]));
  const mark = (key: KeyObject, text: string) => createHmac('sha256', key).update(text).digest();

  return {
    seal(city, place, secret) {
      const { version, key } = keys.nik[0]!;
      const head = Buffer.concat([Buffer.from([FORMAT, version]), keyIds.get(version)!]);
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', derive(key, city, 'seal'), nonce);
      cipher.setAAD(aad(city, place, head));
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([head, nonce, cipher.getAuthTag(), text]);
    },
    open(city, place, sealed) {
      const head = sealed.subarray(0, HEAD);
      const found = keys.nik.find((it) => it.version === head[1]);
      if (sealed.length < HEAD + NONCE + TAG || head[0] !== FORMAT || !found)
        throw new EnvelopeRefused(place);
      if (!keyIds.get(found.version)!.equals(head.subarray(2))) throw new EnvelopeRefused(place);
      const nonce = sealed.subarray(HEAD, HEAD + NONCE);
      try {
        const decipher = createDecipheriv('aes-256-gcm', derive(found.key, city, 'seal'), nonce, {
          authTagLength: TAG,
        });
        decipher.setAAD(aad(city, place, head));
        decipher.setAuthTag(sealed.subarray(HEAD + NONCE, HEAD + NONCE + TAG));
        const text = Buffer.concat([decipher.update(sealed.subarray(HEAD + NONCE + TAG)), decipher.final()]);
        return text.toString('utf8');
      } catch {
        throw new EnvelopeRefused(place);
      }
    },
    nikIndex: (city, nik) => mark(derive(keys.index, city, 'nik index'), nik),
    kpjIndex: (city, kpj) => mark(derive(keys.index, city, 'kpj index'), kpj),
    phoneIndex: (city, phone) => mark(derive(keys.index, city, 'phone index'), phone),
    cardCode: (city, cardId, edition) =>
      paperCode(derive(keys.index, city, 'card code'), `${cardId} ${edition}`),
    requestMark: (city, typed) => mark(derive(keys.index, city, 'request mark'), typed).toString('base64url'),
    fileMark: (city) => createHmac('sha256', derive(keys.index, city, 'file mark')),
    registryHash: (nik) => mark(derive(keys.registry, '', 'registry hash'), nik),
    registryClaim: (city, pledgeId) =>
      mark(derive(keys.registry, '', 'registry claim'), `${city}|${pledgeId}`),
  };
}

/** The head is covered too: a version cannot be swapped for another. */
function aad(city: string, { table, column, row }: Place, head: Buffer): Buffer {
  return Buffer.concat([head, Buffer.from(`${city}|${table}|${column}|${row}`)]);
}

/** Tells keys apart without telling them: four bytes of an HMAC, the key itself being the key. */
function idOf(key: KeyObject): Buffer {
  return createHmac('sha256', key).update('lindungi key id').digest().subarray(0, 4);
}

/** A city's keys are derived once: there are few cities and few uses. */
function remembering(derive: (master: KeyObject, city: string, use: string) => KeyObject): typeof derive {
  const known = new Map<KeyObject, Map<string, KeyObject>>();
  return (master, city, use) => {
    const ofMaster = known.get(master) ?? new Map<string, KeyObject>();
    known.set(master, ofMaster);
    const name = `${use}|${city}`;
    const key = ofMaster.get(name) ?? derive(master, city, use);
    ofMaster.set(name, key);
    return key;
  };
}
