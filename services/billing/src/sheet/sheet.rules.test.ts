import { describe, expect, test } from '@jest/globals';
import { amountIn, dayIn, readRows, readSheet } from './sheet.rules';

const read = (text: string, most = 3) => readSheet(text, ['a', 'b'], ['c'], most);
const refused = (code: string) => expect.objectContaining({ code });

describe('a table', () => {
  test.each(['a,b\n1,2', '\ufeffa;b\r\n1;2\r\n', 'B,A,C\n2,1,9', '"a","b"\n"1","2"\n\n'])(
    'is read, whatever separates its cells: %j',
    (text) => {
      expect(read(text)).toMatchObject([{ row: 2, cells: { a: '1', b: '2' } }]);
    },
  );

  test.each([
    ['no row', 'a,b', 'SHEET_MALFORMED'],
    ['nothing', '', 'SHEET_COLUMNS_WRONG'],
    ['a row too short', 'a,b\n1', 'SHEET_MALFORMED'],
    ['a row too long', 'a,b\n1,2,3', 'SHEET_MALFORMED'],
    ['an open quote', 'a,b\n"1,2', 'SHEET_MALFORMED'],
    ['a letter after a quote', 'a,b\n"1"x,2', 'SHEET_MALFORMED'],
    ['a NUL', 'a,b\n1,\0', 'SHEET_MALFORMED'],
    ['too many rows', `a,b\n${'1,2\n'.repeat(4)}`, 'SHEET_MALFORMED'],
    ['too many letters', `a,b\n1,${'x'.repeat(30_000)}`, 'SHEET_MALFORMED'],
    ['a column missing', 'a\n1', 'SHEET_COLUMNS_WRONG'],
    ['a column unknown', 'a,b,d\n1,2,3', 'SHEET_COLUMNS_WRONG'],
    ['a column twice', 'a,b,a\n1,2,3', 'SHEET_COLUMNS_WRONG'],
  ])('is refused with %s', (_, text, code) => expect(() => read(text)).toThrow(refused(code)));

  test('says in which row a mistake is, in Indonesian', () => {
    expect(() => read('a,b\n1,2\n1')).toThrow(
      expect.objectContaining({ words: expect.objectContaining({ id: 'Baris 3: jumlah kolomnya lain.' }) }),
    );
  });

  test('is read to its end: every bad row is told, each by its number', () => {
    const { read: good, refused: bad } = readRows(read('a,b\n1,2\nx,2\ny,2'), ({ cells }) =>
      amountIn('a', cells.a),
    );
    expect(good).toEqual([1]);
    expect(bad.map(({ row }) => row)).toEqual([3, 4]);
  });
});

describe('a sum of money', () => {
  test.each(['8400', '8400.00', '8400,00', '8.400', '8.400,00', '8,400.00', 'Rp8.400', 'Rp 8.400,00'])(
    '%j is eight thousand four hundred',
    (text) => expect(amountIn('jumlah', text)).toBe(8400),
  );
  test.each([
    ...['', '0', '0.00', '-8400', '+8400', '8e3', '0x10', '８４００', '8400.50', '8.40', '84.00.00', '8,4'],
    ...['USD 8400', '$8400', '8 400', 'NaN', 'Infinity', '9999999999999999', '1.000.0000', '٨٤٠٠'],
  ])('%j is none', (text) => expect(() => amountIn('jumlah', text)).toThrow(refused('CELL_REFUSED')));

  test('a mistake names its column, and shows no long number', () => {
    expect(() => amountIn('jumlah', 'NIK 9971010101010001')).toThrow(
      expect.objectContaining({
        words: expect.objectContaining({ id: expect.stringMatching(/^Kolom jumlah: "NIK …" bukan/) }),
      }),
    );
  });
});

describe('a day', () => {
  test.each(['2026-11-22', '22/11/2026', '22-11-2026'])('%j is the 22nd of November', (text) =>
    expect(dayIn('tanggal', text)).toBe('2026-11-22'),
  );
  test.each(['', '2026-02-30', '31/02/2026', '11/22/2026', '22/11/26', '20261122', '２０２６-11-22'])(
    '%j is none',
    (text) => expect(() => dayIn('tanggal', text)).toThrow(refused('CELL_REFUSED')),
  );
});
