import { describe, expect, test } from '@jest/globals';
import { passKey } from '@lindungi/tenancy';
import { cursorText, isAfter, readCursor, signCursor, verifyCursor } from './cursor';

const key = passKey(Buffer.alloc(32, 1).toString('base64url'));
const epoch = 'b3b9a1a2-6f1c-4a39-9a0e-0d8c6a6d0f11';
const cursor = { epoch, xid: '18446744073709551000', id: 7 };

describe('a cursor', () => {
  test('comes back as it went out', () => {
    expect(readCursor(cursorText({ ...cursor, xid: '12' }))).toEqual({ ...cursor, xid: '12' });
    expect(verifyCursor(key, signCursor(key, { ...cursor, xid: '12' }))).toEqual({ ...cursor, xid: '12' });
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
    ['signed with another key', signCursor(passKey(Buffer.alloc(32, 2).toString('base64url')), cursor)],
    ['another place under the same mark', moved(signCursor(key, { ...cursor, xid: '12' }))],
    ['very long', 'a'.repeat(100_000)],
  ])('is refused when it is %s', (_, text) => {
    expect(() => verifyCursor(key, text)).toThrow(expect.objectContaining({ code: 'CURSOR_REFUSED' }));
  });

  test.each(['', 'x:1:2', `${epoch}:1`, `${epoch}:-1:2`, `${epoch}:1:2:3`, `${epoch}:01:2`])(
    'is refused between services when it reads %j',
    (text) => {
      expect(() => readCursor(text)).toThrow(expect.objectContaining({ code: 'CURSOR_REFUSED' }));
    },
  );
});

function moved(signed: string): string {
  const mark = signed.split('.')[1];
  return `${Buffer.from(`${epoch}:13:7`).toString('base64url')}.${mark}`;
}
