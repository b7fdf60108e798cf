import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
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

/** 'epoch:xid:id', as one service tells another. A client gets `signCursor` instead. */
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

/** The cursor a client holds: opaque, and good on any replica that has the same key. */
export function signCursor(key: KeyObject, cursor: Cursor): string {
  const text = cursorText(cursor);
  return `${Buffer.from(text).toString('base64url')}.${markOf(key, text).toString('base64url')}`;
}

/** @throws CursorRefused when it is malformed, or its mark is not ours. */
export function verifyCursor(key: KeyObject, signed: string): Cursor {
  const [body = '', mark = ''] = signed.length > 300 ? [] : signed.split('.');
  const text = Buffer.from(body, 'base64url').toString();
  const shown = Buffer.from(mark, 'base64url');
  const expected = markOf(key, text);
  if (shown.length !== expected.length || !timingSafeEqual(shown, expected)) throw new CursorRefused();
  return readCursor(text);
}

/** The first word keeps a mark on a cursor from being one on anything else. */
function markOf(key: KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(`cursor:${text}`).digest().subarray(0, 16);
}
