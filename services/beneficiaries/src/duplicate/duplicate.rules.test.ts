import { describe, expect, test } from '@jest/globals';
import {
  type Compared,
  checkMerge,
  compare,
  exchanged,
  type Mergeable,
  undoUntil,
  WORTH_A_LOOK,
} from './duplicate.rules';
import { wordsOf } from './name.rules';

const slamet: Compared = { words: wordsOf('Slamet Riyadi'), birthDate: '1970-08-12', phone: 'a' };
const like = (change: Partial<Compared>) =>
  compare(slamet, { words: ['wahyu'], birthDate: '1988-01-31', phone: 'b', ...change });

describe('how likely two entries are one person', () => {
  test.each<[string, Partial<Compared>, number, string[]]>([
    ['nothing in common', {}, 0, []],
    ['all of it', { ...slamet }, 100, ['NAME', 'BIRTH_DATE', 'PHONE']],
    ['the name alone, of which there are thousands', { words: wordsOf('H. Slamet Riyadi') }, 50, ['NAME']],
    ['name and birth date', { ...slamet, phone: null }, 80, ['NAME', 'BIRTH_DATE']],
    [
      'part of the name, and the birth date',
      { words: wordsOf('Slamet'), birthDate: '1970-08-12' },
      70,
      ['NAME_LIKE', 'BIRTH_DATE'],
    ],
    [
      'name, and day and month exchanged',
      { words: wordsOf('Slamet Riyadi'), birthDate: '1970-12-08' },
      70,
      ['NAME', 'BIRTH_DATE_SWAPPED'],
    ],
    [
      'a slip in the name, and the telephone',
      { words: wordsOf('Slamet Rijadi'), phone: 'a' },
      61,
      ['NAME_LIKE', 'PHONE'],
    ],
    ['twins at one telephone', { birthDate: '1970-08-12', phone: 'a' }, 50, ['BIRTH_DATE', 'PHONE']],
  ])('%s', (_, change, score, because) => {
    expect(like(change)).toEqual({ score, because });
  });

  test('no telephone is no common telephone', () => {
    expect(compare({ ...slamet, phone: null }, { ...slamet, phone: null }).because).not.toContain('PHONE');
  });

  test('twins and namesakes are not worth a look, one person twice is', () => {
    expect(like({ birthDate: '1970-08-12', phone: 'a' }).score).toBeLessThan(WORTH_A_LOOK);
    expect(like({ words: wordsOf('Slamet Riyadi') }).score).toBeLessThan(WORTH_A_LOOK);
    expect(like({ words: wordsOf('Slamet'), phone: 'a' }).score).toBeGreaterThanOrEqual(WORTH_A_LOOK);
  });
});

test.each([
  ['1970-08-12', '1970-12-08'],
  ['1970-08-13', undefined],
  ['1970-08-08', undefined],
  ['1972-02-11', '1972-11-02'],
] as const)('%s with day and month exchanged', (date, expected) => {
  expect(exchanged(date)).toBe(expected);
});

describe('a merge', () => {
  const entry = (change: Partial<Mergeable>): Mergeable => ({
    id: 'a',
    mergedInto: null,
    keepsOthers: false,
    held: [],
    ...change,
  });
  const merging = (kept: Partial<Mergeable>, merged: Partial<Mergeable>) => () =>
    checkMerge(entry({ held: ['2026-12'], ...kept }), entry({ id: 'b', held: ['2027-01'], ...merged }));

  test('of entries without a month in common is taken', () => {
    expect(merging({}, {})).not.toThrow();
    expect(merging({ keepsOthers: true }, {})).not.toThrow();
  });

  test.each([
    ['with itself', {}, { id: 'a' }, 'SAME_WORKER'],
    ['of who was merged already', {}, { mergedInto: 'c' }, 'WORKER_MERGED_ALREADY'],
    ['into who was merged already', { mergedInto: 'c' }, {}, 'WORKER_MERGED_ALREADY'],
    ['of who keeps others', {}, { keepsOthers: true }, 'MERGE_CHAIN'],
    ['of two that both have a month', {}, { held: ['2026-12' as const] }, 'MONTHS_OVERLAP'],
  ])('%s is refused', (_, kept, merged, code) => {
    expect(merging(kept, merged)).toThrow(expect.objectContaining({ code }));
  });

  test('can be undone for sixty days', () => {
    expect(undoUntil('2026-12-31')).toBe('2027-03-01');
  });
});
