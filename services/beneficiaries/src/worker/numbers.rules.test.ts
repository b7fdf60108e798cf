import { describe, expect, test } from '@jest/globals';
import { hideName, hideNumbers, holdsNumber, markNumbers } from './numbers.rules';

describe('a number of a person in a text', () => {
  test.each(['9974151208700007', '9974 1512 0870 0007', '9974-1512.0870 - 0007', '2001 234 5678'])(
    '"%s" is found and hidden',
    (number) => {
      expect(holdsNumber(`NIK ${number} salah`)).toBe(true);
      expect(hideNumbers(`NIK ${number} salah`)).toMatch(/^NIK …\s?salah$/);
    },
  );

  test('a day, a month and a kelurahan are none', () => {
    for (const text of ['2026-12-15', '33.74.15.1007', 'SK 12/2026 tanggal 3']) {
      expect(holdsNumber(text)).toBe(false);
      expect(hideNumbers(text)).toBe(text);
    }
  });
});

describe('what is remembered of a request', () => {
  const mark = (text: string) => `mark of ${text.length}`;

  test('has a mark in the place of each number, in a form and in a list of forms', () => {
    const form = { name: 'Budi', nik: '9974-1512', phone: null, consent: { on: '2026-11-20' } };
    expect(markNumbers({ rows: [form, { ...form, phone: '0812' }], cards: [{ kpj: '2001' }] }, mark)).toEqual(
      {
        rows: [
          { ...form, nik: 'mark of 13' },
          { ...form, nik: 'mark of 13', phone: 'mark of 10' },
        ],
        cards: [{ kpj: 'mark of 8' }],
      },
    );
  });

  test('keeps an instant as it is, so that two of them are two requests', () => {
    const at = new Date('2026-11-20T03:00:00Z');
    expect(markNumbers({ consent: { at } }, mark)).toEqual({ consent: { at } });
  });
});

describe("a person's name in a reason", () => {
  test.each([
    ['Siti Aminah minta daftar ulang', 'Siti Aminah', '… … minta daftar ulang'],
    ['kartu SITI tertukar', 'Siti Aminah', 'kartu … tertukar'],
    ["surat Nur'aini hilang", "Nur'aini", "surat …'… hilang"],
    ['Sitinjak bukan dia', 'Siti', 'Sitinjak bukan dia'],
    ['a.b (c) hilang', 'a.b (c)', 'a.b (c) hilang'],
  ])('%s', (text, name, kept) => expect(hideName(text, name)).toBe(kept));
});
