import { describe, expect, test } from '@jest/globals';
import { readLaw } from '@lindungi/jamsostek';
import { answerBy, codeFrom, codeHash, readWords } from './grievance.rules';

describe('the words of a grievance', () => {
  test.each([
    ['too few', 'Lambat.'],
    ['spaces', '          '],
    ['too many', 'a'.repeat(2001)],
  ])('are not %s', (_, words) => {
    expect(() => readWords(words, 'grievance')).toThrow(
      expect.objectContaining({ code: 'GRIEVANCE_WORDS_REFUSED' }),
    );
  });

  test('keep nobody’s number, however it is spaced', () => {
    const read = readWords('NIK saya 3374 0101 0190 0001 dan 3374010101900001, iuran Rp16.800.', 'grievance');
    expect(read).toBe('NIK saya … dan …, iuran Rp16.800.');
  });

  test('an answer may be short', () => expect(readWords('Ya.', 'answer')).toBe('Ya.'));
});

test('a grievance is answered within fourteen days', () => {
  expect(answerBy(readLaw(), '2026-12-24')).toBe('2027-01-07');
});

describe('a code', () => {
  const bytes = (from: number) => Uint8Array.from({ length: 64 }, (_, at) => (from + at * 37) % 256);

  test('is four groups of letters that nobody mistakes', () => {
    for (let from = 0; from < 256; from++) {
      expect(codeFrom(bytes(from))).toMatch(/^([2-9A-HJKMNP-TV-Z]{4}-){3}[2-9A-HJKMNP-TV-Z]{4}$/);
    }
  });

  test('passes over bytes that would favour some letters', () => {
    expect(() => codeFrom(new Uint8Array(64).fill(250))).toThrow(RangeError);
  });

  test('is known again as people type it, and in its own city alone', () => {
    const code = codeFrom(bytes(1));
    expect(codeHash('3374', ` ${code.toLowerCase().replaceAll('-', ' ')}`)).toEqual(codeHash('3374', code));
    expect(codeHash('6271', code)).not.toEqual(codeHash('3374', code));
  });
});
