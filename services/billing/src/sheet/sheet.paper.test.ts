import { expect, test } from '@jest/globals';
import readXlsxFile from 'read-excel-file/node';
import { csvOf, xlsxOf } from './sheet.paper';

const head = ['bulan', 'jumlah', 'alasan'];
const rows = [
  ['2026-12', 8_400, '=1+1'],
  ['2027-01', 16_800, ''],
];

test('a CSV begins with its mark, and no cell is worked out', () => {
  const text = csvOf(head, rows).toString('utf8');
  expect(text).toBe("\ufeffbulan,jumlah,alasan\n2026-12,8400,'=1+1\n2027-01,16800,\n");
});

test('an XLSX has the same cells: months are texts, amounts numbers', async () => {
  const [sheet] = await readXlsxFile(await xlsxOf('Daftar', head, rows));
  expect(sheet).toMatchObject({
    sheet: 'Daftar',
    data: [head, ['2026-12', 8_400, '=1+1'], ['2027-01', 16_800, null]],
  });
});
