import { describe, expect, test } from '@jest/globals';
import { passKey } from '@lindungi/tenancy';
import { type Cursor, cursorText, isAfter, openCursor, readCursor, sealCursor } from './cursor';

const key = passKey(Buffer.alloc(32, 1).toString('base64url'));
const epoch = 'b3b9a1a2-6f1c-4a39-9a0e-0d8c6a6d0f11';
const cursor = { epoch, xid: '18446744073709551000', id: 7 };

describe('a cursor', () => {
  test('comes back as it went out', () => {
    expect(readCursor(cursorText({ ...cursor, xid: '12' }))).toEqual({ ...cursor, xid: '12' });
    expect(openCursor(key, '3374', sealed({ xid: '12' }))).toEqual({ ...cursor, xid: '12' });
  });

  test('tells its holder nothing: not where it is, nor how far from another', () => {
    const [one, other] = [sealed(), sealed({ xid: '987654321987', id: 123_456 })];
    expect(one.length).toBe(other.length);
    expect(Buffer.from(one, 'base64url').toString('latin1')).not.toContain(epoch);
    expect(sealed()).toBe(one);
  });

  test.each([
    ['a later transaction', { xid: '10', id: 1 }, { xid: '9', id: 5 }, true],
    ['an earlier transaction with a higher id', { xid: '9', id: 5 }, { xid: '10', id: 1 }, false],
    ['a later event of the transaction', { xid: '10', id: 2 }, { xid: '10', id: 1 }, true],
    ['the same event', { xid: '10', id: 1 }, { xid: '10', id: 1 }, false],
  ])('%s', (_, a, b, after) => {
    expect(isAfter({ epoch, ...a }, { epoch, ...b })).toBe(after);
  });

  test.each([
    ['not one at all', 'nonsense'],
    ['nothing', ''],
    ['unsigned', Buffer.from(cursorText(cursor)).toString('base64url')],
    ['sealed with another key', sealed({}, { by: passKey(Buffer.alloc(32, 2).toString('base64url')) })],
    ['of another city', sealed({}, { city: '6271' })],
    ['another place under the same mark', moved(sealed(), 'place')],
    ['the same place under another mark', moved(sealed(), 'mark')],
    ['very long', 'a'.repeat(100_000)],
  ])('is refused when it is %s', (_, text) => {
    expect(() => openCursor(key, '3374', text)).toThrow(expect.objectContaining({ code: 'CURSOR_REFUSED' }));
  });

  test.each(['', 'x:1:2', `${epoch}:1`, `${epoch}:-1:2`, `${epoch}:1:2:3`, `${epoch}:01:2`])(
    'is refused between services when it reads %j',
    (text) => {
      expect(() => readCursor(text)).toThrow(expect.objectContaining({ code: 'CURSOR_REFUSED' }));
    },
  );
});

function sealed(more: Partial<Cursor> = {}, { by = key, city = '3374' } = {}): string {
  return sealCursor(by, city, { ...cursor, xid: '12', ...more });
}

/** With one bit of it turned over. */
function moved(text: string, part: 'place' | 'mark'): string {
  const bytes = Buffer.from(text, 'base64url');
  bytes.writeUInt8((bytes.at(part === 'place' ? 60 : -1) ?? 0) ^ 1, part === 'place' ? 60 : bytes.length - 1);
  return bytes.toString('base64url');
}
