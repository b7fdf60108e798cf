import { describe, expect, test } from '@jest/globals';
import { bar, readSending, reportOf } from './roster';

const plan = { joiners: 3, movers: 1, changed: 0, unchanged: 10, leavers: 2, pledges: 4 };
const sent = { id: 'x', state: 'READ', lines: 14, done: 0, problemCount: 0, problems: [], plan };

describe('lindungi roster', () => {
  test('takes a city by its word or its code', () => {
    expect(readSending(['semarang', 'a.csv', '--dry-run'])).toEqual({
      ...{ city: 'semarang', file: 'a.csv', dryRun: true, complete: false, sample: false },
    });
    expect(readSending(['6271', 'a.xlsx', '--complete']).city).toBe('palangkaraya');
  });

  test.each([
    ['no file', ['semarang']],
    ['a city nobody knows', ['bandung', 'a.csv']],
    ['a flag nobody knows', ['semarang', 'a.csv', '--all']],
  ])('says how it is called when there is %s', (_, args) => {
    expect(() => readSending(args)).toThrow(expect.objectContaining({ words: expect.anything() }));
  });

  test('shows how far it is', () => {
    expect(bar({ done: 1_600, lines: 4_000 })).toBe('████████░░░░░░░░░░░░ 1.600 dari 4.000');
  });

  test('says what would happen to the pledges of those who leave, before it happens', () => {
    expect(reportOf(sent).join('\n')).toContain('keluar 2; 4 janji mereka perlu penerus');
    expect(reportOf(sent)[0]).toContain('Belum diterapkan');
  });

  test('lists mistakes by row and column', () => {
    const problems = [
      { row: 7, column: 'nip', code: 'NIP_MALFORMED', message: 'NIP terdiri atas delapan belas angka.' },
    ];
    expect(reportOf({ ...sent, state: 'REFUSED', problemCount: 300, problems, plan: null })).toEqual([
      '300 kesalahan; tidak ada yang diterapkan.',
      '  baris 7, kolom nip: NIP terdiri atas delapan belas angka.',
      '  … dan 299 lagi',
    ]);
  });
});
