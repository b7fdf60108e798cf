import { describe, expect, test } from '@jest/globals';
import { likeness, wordsOf } from './name.rules';

const alike = (one: string, other: string) => likeness(wordsOf(one), wordsOf(other));

describe('a name in one spelling', () => {
  test.each([
    ['Soekarno', 'Sukarno'],
    ['Djoko Soetjipto', 'Joko Sucipto'],
    ['Pak Slamet', 'SLAMET'],
    ['H. Slamet Riyadi, S.Pd., M.M.', 'Slamet Riyadi'],
    ['Bpk. H. Achmad Dahlan', 'Ahmad Dahlan'],
    ['Akhmad  Dachlan', 'Achmad Dahlan'],
    ['M. Yusuf', 'Muhammad Yusuf'],
    ['Moh. Yusuf', 'Mochammad Yusuf'],
    ['Muh Yusuf', 'Mohamad Yusuf'],
    ['Hj. Siti Aisjah', 'Siti Aisyah'],
    ["Nur'aini", 'Nuraini'],
    ['Sudhono', 'Sudono'],
    ['Ridho', 'Rido'],
  ])('%s is %s', (one, other) => {
    expect(wordsOf(one)).toEqual(wordsOf(other));
    expect(alike(one, other)).toBe(1);
  });

  test('a title alone is a name, and so is a letter that ends one', () => {
    expect(wordsOf('Mas')).toEqual(['mas']);
    expect(wordsOf('Siti M')).toEqual(['siti', 'm']);
    expect(wordsOf('M')).toEqual(['m']);
    expect(wordsOf('...')).toEqual([]);
  });
});

describe('how alike two names are', () => {
  test.each([
    ['the same words in another order', 'Riyadi Slamet', 'Slamet Riyadi', 1],
    ['a name with more to it', 'Slamet', 'Slamet Riyadi', 0.8],
    ['nothing of a name', '-', 'Slamet', 0],
    ['only a short word in common', 'Sri', 'Sri Wahyuni', 0],
  ])('%s', (_, one, other, expected) => {
    expect(alike(one, other)).toBe(expected);
    expect(alike(other, one)).toBe(expected);
  });

  test('a slip of the pen is much alike, another person is not', () => {
    expect(alike('Sumiyati', 'Sumiati')).toBeGreaterThan(0.7);
    expect(alike('Budi Santoso', 'Wahyu Hidayat')).toBeLessThan(0.3);
  });
});
