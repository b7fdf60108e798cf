import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { DomainError } from '@lindungi/jamsostek';

/**
 * A place in one service's outbox: everything up to and including it has been seen.
 *
 * Order is (xid, id): the transaction that told, then the event in it. `id` alone is not an order,
 * because a lower id may commit later. A restored outbox is another `epoch`, comparable with none.
 */
export interface Cursor {
  epoch: string;
  /** Transaction id (xid8) in decimal; may exceed what a number holds. */
  xid: string;
  id: number;
}

/** The text after `after` was not written here, or not by us. */
export class CursorRefused extends DomainError {
  readonly code = 'CURSOR_REFUSED';

  constructor() {
    super({
      id: 'Penanda posisi tidak dikenal. Mulailah lagi tanpa `after`.',
      en: 'This cursor is not one of ours. Begin again without `after`.',
    });
  }
}

const shape = /^([0-9a-f-]{36}):(0|[1-9]\d{0,18}):(0|[1-9]\d{0,15})$/;

/** 'epoch:xid:id', as one service tells another. A client gets `sealCursor` instead. */
export function cursorText({ epoch, xid, id }: Cursor): string {
  return `${epoch}:${xid}:${id}`;
}

/** @throws CursorRefused when the text is none of `cursorText`. */
export function readCursor(text: string): Cursor {
  const [, epoch, xid, id] = shape.exec(text) ?? [];
  if (!epoch || !xid || !id) throw new CursorRefused();
  return { epoch, xid, id: Number(id) };
}

/** Whether `a` lies behind `b`. Only cursors of one epoch can be compared. */
export function isAfter(a: Cursor, b: Cursor): boolean {
  if (a.xid !== b.xid) return BigInt(a.xid) > BigInt(b.xid);
  return a.id > b.id;
}

/**
 * The cursor a client of one city holds, good on any replica that has the same key.
 *
 * Sealed, not only signed: places count what happens in every city, and two of them would tell a stranger how much. All
 * are of one length, and the same place of the same city is always the same text.
 *
 * @param city  its code; in another city it is no cursor
 */
export function sealCursor(key: KeyObject, city: string, cursor: Cursor): string {
  const text = cursorText(cursor).padEnd(LONGEST);
  const nonce = hmacOf(key, `${city}:${text}`).subarray(0, NONCE);
  const cipher = createCipheriv('aes-256-gcm', sealOf(key), nonce).setAAD(Buffer.from(city));
  const sealed = Buffer.concat([cipher.update(text, 'latin1'), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url');
}

/** @throws CursorRefused when it is malformed, or was not sealed by us for this city: the same words. */
export function openCursor(key: KeyObject, city: string, sealed: string): Cursor {
  const bytes = Buffer.from(sealed.length > MOST_SEALED ? '' : sealed, 'base64url');
  if (bytes.length !== NONCE + LONGEST + TAG) throw new CursorRefused();
  const opener = createDecipheriv('aes-256-gcm', sealOf(key), bytes.subarray(0, NONCE));
  opener.setAAD(Buffer.from(city)).setAuthTag(bytes.subarray(NONCE + LONGEST));
  let text = opener.update(bytes.subarray(NONCE, NONCE + LONGEST), undefined, 'latin1');
  try {
    text += opener.final('latin1');
  } catch {
    throw new CursorRefused();
  }
  return readCursor(text.trimEnd());
}

/** Characters of the longest `cursorText`. */
const LONGEST = 36 + 1 + 19 + 1 + 16;
const NONCE = 12;
const TAG = 16;
const MOST_SEALED = 300;

const seals = new WeakMap<KeyObject, KeyObject>();

/** A key of its own, so that none is used for two things. */
function sealOf(key: KeyObject): KeyObject {
  let seal = seals.get(key);
  if (!seal) {
    seal = createSecretKey(hmacOf(key, 'seal'));
    seals.set(key, seal);
  }
  return seal;
}

/** The first word keeps it from being the same as of anything else that the key is used for. */
const hmacOf = (key: KeyObject, text: string): Buffer =>
  createHmac('sha256', key).update(`cursor ${text}`).digest();
