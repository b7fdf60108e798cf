import { describe, expect, test } from '@jest/globals';
import { afterKey, pageLimit, pageOf } from './page';

const id = '018f7a4e-0000-7000-8000-000000000001';

describe('a page', () => {
  const rows = ['a', 'b', 'c'].map((name) => ({ name }));
  const keyOf = ({ name }: { name: string }) => [name];

  test('reads one row more than it shows, and so knows whether another follows', () => {
    expect(pageLimit(2)).toBe(3);
    expect(pageOf(rows, 2, keyOf)).toMatchObject({
      edges: [{ node: { name: 'a' } }, { node: { name: 'b' } }],
      pageInfo: { hasNextPage: true },
    });
    expect(pageOf(rows, 3, keyOf).pageInfo.hasNextPage).toBe(false);
  });

  test('ends with the cursor the next one begins after', () => {
    const { endCursor } = pageOf(rows, 2, keyOf).pageInfo;
    expect(afterKey(endCursor, 'text')).toEqual(['b']);
  });

  test('of nothing has no cursor', () => {
    expect(pageOf([], 5, keyOf).pageInfo).toEqual({ hasNextPage: false, endCursor: null });
  });

  test.each([0, -1, 101, 1.5])('of %p rows is refused', (first) => {
    expect(() => pageLimit(first)).toThrow(expect.objectContaining({ code: 'PAGE_SIZE_REFUSED' }));
  });
});

describe('a cursor', () => {
  const cursor = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url');

  test('of the first page is none', () => {
    expect([afterKey(null, 'uuid'), afterKey(undefined, 'uuid')]).toEqual([undefined, undefined]);
  });

  test('keeps a key of several parts', () => {
    const key = ['2026-11-22T01:02:03.000Z', '2026-11', 7, id];
    expect(afterKey(cursor(key), 'instant', 'month', 'number', 'uuid')).toEqual(key);
  });

  test.each([
    ['no JSON', 'x'],
    ['of another list', cursor([id, id])],
    ['not of a uuid', cursor(["' or true --"])],
    ['of a number for a uuid', cursor([7])],
    ['of an object', cursor({ 0: id, length: 1 })],
    ['nothing', ''],
  ])('that is %s is refused before it reaches Postgres', (_, after) => {
    expect(() => afterKey(after, 'uuid')).toThrow(expect.objectContaining({ code: 'PAGE_CURSOR_REFUSED' }));
  });

  test('with a NUL is refused, for Postgres has none', () => {
    expect(() => afterKey(cursor(['a\0']), 'text')).toThrow();
  });
});
