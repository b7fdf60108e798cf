import { describe, expect, test } from '@jest/globals';
import { xlsxOf } from './sheet.paper';
import { tableInWorkbook } from './workbook';

describe('a workbook', () => {
  test('is the table that a CSV of it would be', async () => {
    const bytes = await xlsxOf(
      'Daftar',
      ['kpj', 'alasan'],
      [
        [12_345_678_901, 'salah'],
        ['', ''],
        ['', '=1+1'],
      ],
    );
    expect(await tableInWorkbook(bytes)).toEqual([
      ['kpj', 'alasan'],
      ['12345678901', 'salah'],
      ['', '=1+1'],
    ]);
  });

  test('shows the E of a number that the spreadsheet has rounded', async () => {
    const bytes = await xlsxOf('Daftar', ['nomor'], [[1.2345678901234567e19]]);
    expect((await tableInWorkbook(bytes))[1]).toEqual(['1.2345678901234567e+19']);
  });

  test.each([
    ['a zip cut short', Buffer.from('PK\x03\x04 and no more')],
    ['a text', Buffer.from('id_baris,hasil')],
    ['nothing', Buffer.alloc(0)],
  ])('that is %s is refused by name', async (_, bytes) => {
    await expect(tableInWorkbook(bytes)).rejects.toMatchObject({ code: 'SHEET_MALFORMED' });
  });
});
