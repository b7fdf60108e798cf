import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { MaskedLog } from './masked-log';

const lines: { id: string; what: string; path: string; count: number }[] = [];
let masked: MaskedLog;
beforeEach(() => {
  jest.useFakeTimers();
  lines.length = 0;
  masked = new MaskedLog((line) => lines.push(line as (typeof lines)[number]));
});
afterEach(() => jest.useRealTimers());

describe('hidden errors', () => {
  test('of one list and one second are one line, whose id all their clients have', () => {
    const ids = Array.from({ length: 500 }, (_, item) =>
      masked.note({ message: 'it broke', path: ['people', item, 'name'] }),
    );
    expect(lines).toEqual([]);
    jest.advanceTimersByTime(1_000);
    expect(new Set(ids)).toEqual(new Set([lines[0]?.id]));
    expect(lines).toEqual([expect.objectContaining({ what: 'it broke', path: 'people.name', count: 500 })]);
  });

  test('that differ in what or where are told apart, and so are those of the next second', () => {
    masked.note({ message: 'it broke', path: ['a'] });
    masked.note({ message: 'it broke', path: ['b'] });
    masked.note({ message: 'it fell', path: ['a'] });
    jest.advanceTimersByTime(1_000);
    masked.note({ message: 'it fell', path: ['a'] });
    masked.flush();
    expect(lines.map(({ what, path, count }) => [what, path, count])).toEqual([
      ['it broke', 'a', 1],
      ['it broke', 'b', 1],
      ['it fell', 'a', 1],
      ['it fell', 'a', 1],
    ]);
    expect(new Set(lines.map(({ id }) => id)).size).toBe(4);
  });

  test('of endless kinds cannot flood the log either', () => {
    for (let n = 0; n < 10_000; n++) masked.note({ message: `it broke: ${n}` });
    jest.advanceTimersByTime(1_000);
    expect(lines).toHaveLength(101);
    expect(lines.at(-1)).toMatchObject({ what: expect.stringMatching(/more kinds/), count: 9_900 });
  });
});
