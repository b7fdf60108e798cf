import { describe, expect, test } from '@jest/globals';
import { type Group, inSteps, shownGiving } from './giving.rules';

const of = (...pairs: [giving: number, donors: number][]): Group[] =>
  pairs.map(([giving, donors]) => ({ giving, donors }));

describe('how many give, as a head may know it', () => {
  test.each([
    ['in steps of five', of([27, 60], [14, 40]), [25, 10]],
    ['one more is not seen', of([28, 60], [14, 40]), [25, 10]],
    ['four givers are nobody', of([4, 60], [40, 90], [30, 80]), [null, 40, null]],
    ['nor none', of([0, 60], [40, 90], [30, 80]), [null, 40, null]],
    ['nor all', of([60, 60], [40, 90], [30, 80]), [null, 40, null]],
    ['nor all but four', of([56, 60], [40, 90], [30, 80]), [null, 40, null]],
    ['two small ones hide each other', of([3, 60], [4, 60], [30, 80]), [null, null, 30]],
    [
      'but not when they are small together',
      of([1, 60], [2, 60], [30, 80], [40, 90]),
      [null, null, null, 40],
    ],
    ['a city of one small agency shows nothing', of([3, 9]), [null]],
    ['an empty agency hides nobody', of([0, 0], [30, 80]), [null, 30]],
    [
      'an empty agency does not hide a small one',
      of([0, 0], [3, 60], [30, 80], [40, 90]),
      [null, null, null, 40],
    ],
    ['nothing of nobody', [], []],
  ])('%s', (_, groups, shown) => {
    expect(shownGiving(groups)).toEqual(shown);
  });

  test('whatever is closed hides at least five givers and five others, in two agencies or more', () => {
    for (let seed = 1; seed < 400; seed++) {
      const groups = Array.from({ length: 6 }, (_, at) => {
        const donors = (seed * (at + 3) * 7) % 40;
        return { donors, giving: donors === 0 ? 0 : (seed * (at + 1) * 13) % (donors + 1) };
      });
      const shown = shownGiving(groups);
      const closed = groups.filter(({ donors }, at) => shown[at] === null && donors > 0);
      if (closed.length === 0 || shown.every((it, at) => it === null || groups[at]!.donors === 0)) continue;
      const giving = closed.reduce((sum, it) => sum + it.giving, 0);
      const others = closed.reduce((sum, it) => sum + it.donors - it.giving, 0);
      expect([closed.length > 1, giving >= 5, others >= 5]).toEqual([true, true, true]);
    }
  });
});

test('a sum of givers moves by five, and not by one', () => {
  expect([0, 4, 5, 9, 10, 27].map(inSteps)).toEqual([0, 0, 5, 5, 10, 25]);
});
