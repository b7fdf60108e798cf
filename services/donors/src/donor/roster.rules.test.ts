import { describe, expect, test } from '@jest/globals';
import { MOST_ROWS, readRoster } from './roster.rules';

const semarang = { agencies: [{ code: 'DISDIK', name: 'Dinas Pendidikan' }] };
const sari = {
  nip: '19850312 201001 2 901',
  name: 'Sari Wulandari',
  post: 'Administrator',
  agency: 'DISDIK',
};

const codesOf = (...rows: Parameters<typeof readRoster>[1]) =>
  readRoster(semarang, rows).refused.map(({ row, refusal }) => [row, refusal.code]);

describe('the roster of civil servants, as the personnel office types it', () => {
  test('is read row by row, spaces and words included', () => {
    const typed = { ...sari, name: '  Sari   Wulandari ', agency: 'dinas pendidikan' };
    expect(readRoster(semarang, [typed]).entries).toEqual([
      {
        nip: '198503122010012901',
        kind: 'PNS',
        name: 'Sari Wulandari',
        post: 'ADMINISTRATOR',
        agency: 'DISDIK',
      },
    ]);
  });

  test('knows a PPPK by a NIP whose appointment is no month', () => {
    expect(readRoster(semarang, [{ ...sari, nip: '199009132025242901' }]).entries[0]?.kind).toBe('PPPK');
  });

  test.each([
    ['JPT Pratama', 'JPT_PRATAMA'],
    ['jpt_pratama', 'JPT_PRATAMA'],
    ['administrator', 'ADMINISTRATOR'],
    ['Pengawas', 'OTHERS'],
    ['Fungsional', 'OTHERS'],
    ['PELAKSANA', 'OTHERS'],
  ])('counts the post %j as %s', (post, expected) => {
    expect(readRoster(semarang, [{ ...sari, post }]).entries[0]?.post).toBe(expected);
  });

  test.each([
    ['a NIP of seventeen digits', { ...sari, nip: '19850312201001290' }, 'NIP_MALFORMED'],
    ['no name', { ...sari, name: '  ' }, 'DONOR_NAME_REFUSED'],
    ['a name no keyboard types', { ...sari, name: 'Sari\0' }, 'DONOR_NAME_REFUSED'],
    ['a name longer than any', { ...sari, name: 'S'.repeat(121) }, 'DONOR_NAME_REFUSED'],
    ['a minister, whom no city has', { ...sari, post: 'JPT utama' }, 'POST_UNKNOWN'],
    ['an agency of another city', { ...sari, agency: 'Dinas Damkar Palangka Raya' }, 'AGENCY_UNKNOWN'],
  ])('refuses %s', (_, row, code) => {
    expect(codesOf(row)).toEqual([[1, code]]);
  });

  test('refuses one row and takes the others, numbered as in the sheet', () => {
    const joko = { ...sari, nip: '198001052005011902', name: 'Joko Susilo' };
    const { entries, refused } = readRoster(semarang, [sari, { ...sari, name: '', nip: joko.nip }, joko]);
    expect(entries.map(({ name }) => name)).toEqual(['Sari Wulandari', 'Joko Susilo']);
    expect(refused.map(({ row }) => row)).toEqual([2]);
  });

  test('takes the first of two rows with one NIP', () => {
    expect(codesOf(sari, { ...sari, name: 'Sari W.' })).toEqual([[2, 'ROSTER_ROW_REPEATED']]);
  });

  test('never repeats a NIP in a refusal, which travels and is kept', () => {
    const { refused } = readRoster(semarang, [sari, sari, { ...sari, nip: '999' }]);
    expect(JSON.stringify(refused.map(({ refusal }) => [refusal.words, refusal.facts]))).not.toMatch(
      /\d{9}|999/,
    );
  });

  test('has at most 100 rows a call', () => {
    const rows = Array.from({ length: MOST_ROWS + 1 }, () => sari);
    expect(() => readRoster(semarang, rows)).toThrow(expect.objectContaining({ code: 'ROSTER_TOO_LONG' }));
  });
});
