import { describe, expect, test } from '@jest/globals';
import { giveTape, NO_TAPE, takeTape } from './run-tapes';

describe('a tape', () => {
  test('has as many ints as are wanted, and begins behind its chains', () => {
    for (const size of [1, 255, 256, 257, 5_000, (1 << 18) + 1, 1 << 20]) {
      const tape = takeTape(7, size);
      expect(tape.length).toBeGreaterThanOrEqual(size);
      expect([...tape.subarray(0, 7)]).toEqual([7, 0, 0, 0, 0, 0, 0]);
    }
  });

  test('that was given back is used again, for one of its size, with clear chains', () => {
    const tape = takeTape(5, 3_000);
    tape.fill(9);
    giveTape(tape);
    expect(takeTape(5, 9_000)).not.toBe(tape);
    const again = takeTape(9, 4_000);
    expect(again).toBe(tape);
    expect([...again.subarray(0, 10)]).toEqual([9, 0, 0, 0, 0, 0, 0, 0, 0, 9]);
    expect(takeTape(5, 3_000)).not.toBe(tape);
  });

  test('is kept while all that lie free are not too many, and the one of nothing never', () => {
    giveTape(NO_TAPE);
    expect(takeTape(1, 10)).not.toBe(NO_TAPE);
    const many = Array.from({ length: 200 }, () => takeTape(1, 1 << 15));
    for (const it of many) giveTape(it);
    const known = new Set(many);
    const used = many.map(() => known.has(takeTape(1, 1 << 15))).filter(Boolean);
    expect(used.length).toBeGreaterThan(32);
    expect(used.length).toBeLessThanOrEqual(64);
  });
});
