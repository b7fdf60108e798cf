import { describe, expect, test } from '@jest/globals';
import { localDate, month, readLaw, rupiah } from '@lindungi/jamsostek';
import { DUTK_HEAD, dutkName, dutkRow } from './dutk.rules';

const line = {
  ...{ number: 1, lineId: 'aaaaaaaa-0000-4000-8000-000000000001', nik: '9901010107850001', name: 'Budi' },
  ...{ birthDate: localDate('1985-07-01'), occupation: 'PEDAGANG_SAYUR', month: month('2026-12') },
  ...{ full: rupiah(16_800), relief: 50, amount: rupiah(8_400) },
};

describe('a line of the list for BPJS', () => {
  const row = dutkRow(readLaw(), line);
  const cell = (name: (typeof DUTK_HEAD)[number]) => row[DUTK_HEAD.indexOf(name)];

  test('says who it is: the NIK as a text, the occupation as people say it', () => {
    expect(row).toHaveLength(DUTK_HEAD.length);
    expect(cell('nik')).toBe('9901010107850001');
    expect(cell('tanggal_lahir')).toBe('1985-07-01');
    expect(cell('pekerjaan')).toMatch(/sayur/i);
  });

  test('says what is paid: the base wage of the lowest bracket, the price and the relief', () => {
    expect([cell('dasar_upah'), cell('iuran_penuh'), cell('keringanan_persen'), cell('jumlah')]).toEqual([
      1_000_000, 16_800, 50, 8_400,
    ]);
  });

  test('leaves the last four cells to the branch', () => {
    expect(row.slice(-4)).toEqual(['', '', '', '']);
    expect(DUTK_HEAD.slice(-4)).toEqual(['hasil', 'kpj', 'nomor_tanda_terima', 'alasan']);
  });

  test('is in a file with a name that names nobody', () =>
    expect(dutkName('semarang-pemuda', localDate('2026-11-22'), line.lineId)).toBe(
      'dutk-semarang-pemuda-2026-11-22-aaaaaaaa',
    ));
});
