import { describe, expect, test } from '@jest/globals';
import { birthDateOf, maskNik, NikMalformed, parseNik } from './nik';

describe('a NIK', () => {
  test.each([
    ['sixteen digits', '3374154107900001'],
    ['with the spaces people type', '3374 15 410790 0001'],
    ['with dots', '3374.1541.0790.0001'],
    ['of a sample', '9974150101900901'],
    ['of someone born on 29 February 2000', '3374152902000001'],
    ['of a woman born on the 31st', '3374157112990001'],
    ['whose region is not this city', '6271010101900001'],
  ])('is read: %s', (_, text) => {
    expect(parseNik(text)).toBe(text.replace(/[ .]/g, ''));
  });

  test.each([
    ['fifteen digits', '337415410790001'],
    ['seventeen digits', '33741541079000011'],
    ['a letter', '33741541079O0001'],
    ['nothing', ''],
    ['day 00', '3374150007900001'],
    ['day 32', '3374153207900001'],
    ['day 40', '3374154007900001'],
    ['day 72', '3374157207900001'],
    ['month 00', '3374150100900001'],
    ['month 13', '3374150113900001'],
    ['30 February', '3374153002900001'],
    ['29 February of 1901 or 2001', '3374152902010001'],
    ['serial 0000', '3374154107900000'],
  ])('is refused: %s', (_, text) => {
    expect(() => parseNik(text)).toThrow(NikMalformed);
    expect(() => parseNik(text)).toThrow(expect.objectContaining({ code: 'NIK_MALFORMED' }));
  });

  test('shows only its first and last four digits', () => {
    expect(maskNik(parseNik('3374150107900007'))).toBe('3374••••••••0007');
  });

  test.each([
    ['a woman of 1990', '3374154107900001', '1990-07-01'],
    ['a man of 2004', '3374150107040001', '2004-07-01'],
    ['the year 26, not yet come this far', '3374153112260001', '1926-12-31'],
    ['29 February 00', '3374152902000001', '2000-02-29'],
  ])('tells a birth: %s', (_, text, birth) => {
    expect(birthDateOf(parseNik(text), '2026-11-22')).toBe(birth);
  });

  test('a refusal speaks both languages and repeats no digit of the number', () => {
    try {
      parseNik('3374153207900001');
      throw new Error('was read');
    } catch (error) {
      const { words, facts, message } = error as NikMalformed;
      expect(words.id).toMatch(/tanggal lahir/i);
      expect(message).toBe(words.en);
      expect(JSON.stringify([words, facts])).not.toMatch(/\d{4}/);
    }
  });
});
