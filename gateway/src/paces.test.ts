import { describe, expect, test } from '@jest/globals';
import { ALONE, heldTooLong, Paces } from './paces';
import { together } from './riders';

describe('the pace of an operation', () => {
  test('is not known before its first answer', () => {
    expect(new Paces().of('{a}')).toBe(ALONE);
  });

  test.each([
    [1, 0],
    [4, 0],
    [5, 1],
    [60, 2],
    [65, ALONE],
    [3_000, ALONE],
  ])('that takes %s ms is %s', (ms, pace) => {
    const paces = new Paces();
    paces.note('{a}', ms);
    expect([paces.of('{a}'), paces.of('{b}')]).toEqual([pace, ALONE]);
  });

  test('follows what it has been of late', () => {
    const paces = new Paces();
    paces.note('{a}', 500);
    for (let n = 0; n < 25; n++) paces.note('{a}', 1);
    expect(paces.of('{a}')).toBe(0);
    for (let n = 0; n < 3; n++) paces.note('{a}', 500);
    expect(paces.of('{a}')).toBe(ALONE);
  });

  test('of thousands of operations is kept in bounded room', () => {
    const paces = new Paces();
    for (let n = 0; n < 2_001; n++) paces.note(`{a${n}}`, 1);
    expect([paces.of('{a0}'), paces.of('{a2000}')]).toEqual([ALONE, 0]);
  });

  test('says how long one may stand in front of others: a quick one less', () => {
    expect(heldTooLong(0)).toBeLessThan(heldTooLong(2));
    expect(heldTooLong(ALONE)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('together go', () => {
  const turn = (more: object = {}) => ({
    over: false,
    pace: 0,
    size: 500,
    ride: { operation: '{a}', company: '3374' },
    ...more,
  });
  const count = (leaving: ReturnType<typeof turn>[]) => {
    const others: typeof leaving = [];
    return [together(leaving, others).length, others.length];
  };

  test('those of one company and one pace, whatever they ask', () => {
    const other = { ride: { operation: '{b}', company: '3374' } };
    expect(count([turn(), turn(other), turn()])).toEqual([3, 0]);
    expect(count([turn(), turn({ ride: { operation: '{a}', company: '6271' } }), turn()])).toEqual([2, 1]);
    expect(count([turn(), turn({ pace: 1 }), turn()])).toEqual([2, 1]);
  });

  test('none that nobody waits for any more', () => {
    expect(count([turn({ over: true }), turn()])).toEqual([1, 0]);
  });

  test('sixteen at most, and 64 KiB, but one of any size', () => {
    expect(count(Array.from({ length: 20 }, () => turn()))).toEqual([16, 4]);
    expect(count(Array.from({ length: 5 }, () => turn({ size: 30_000 })))).toEqual([2, 3]);
    expect(count([turn({ size: 900_000 }), turn()])).toEqual([1, 1]);
  });
});
