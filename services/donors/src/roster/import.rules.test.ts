import { describe, expect, test } from '@jest/globals';
import { type Cell, headingOf, lineReader } from './import.rules';

const semarang = { agencies: [{ code: 'disdik', name: 'Dinas Pendidikan' }] };
const HEADING: Cell[] = ['NIP', 'Nama Lengkap', 'Jenjang', 'Unit Kerja', 'Keterangan'];
const read = lineReader(semarang, headingOf(HEADING));
const sari: Cell[] = ['19850312 201001 2 901', ' Sari  Wulandari', 'administrator', 'Dinas Pendidikan', ''];
const but = (changed: Partial<Record<number, Cell>>) =>
  sari.map((cell, at) => (at in changed ? changed[at] : cell));

describe('the heading of a roster', () => {
  test('finds its columns in any order, by the words offices use', () => {
    expect(headingOf(['OPD', 'nama', 'no', 'Jabatan', 'nip'])).toEqual({
      opd: 0,
      nama: 1,
      jabatan: 3,
      nip: 4,
    });
  });

  test('names the columns that are missing', () => {
    expect(() => headingOf(['nip', 'nama'])).toThrow(
      expect.objectContaining({ code: 'ROSTER_HEADING_REFUSED', facts: { missing: 'jabatan opd' } }),
    );
  });
});

describe('a line of a roster', () => {
  test('is a civil servant, with the number of the line', () => {
    expect(read(7, sari)).toEqual({
      entry: {
        ...{ line: 7, nip: '198503122010012901', kind: 'PNS', name: 'Sari Wulandari' },
        ...{ post: 'ADMINISTRATOR', agency: 'disdik', leftWhy: null },
      },
      problems: [],
    });
  });

  test.each([
    ['pensiun', 'RETIRED'],
    ['Pindah', 'MOVED'],
    ['MENINGGAL DUNIA', 'DIED'],
    ['aktif', null],
  ])('says with %j what became of them', (status, why) => {
    expect(read(2, but({ 4: status })).entry?.leftWhy).toBe(why);
  });

  test.each([
    ['a NIP kept as a number', { 0: Number('198503122010012901') }, 'nip', 'NIP_IS_NUMBER'],
    ['a NIP as a spreadsheet shows a number', { 0: '1.98503E+17' }, 'nip', 'NIP_MALFORMED'],
    ['no name', { 1: null }, 'nama', 'DONOR_NAME_REFUSED'],
    ['a post named like a property', { 2: 'constructor' }, 'jabatan', 'POST_UNKNOWN'],
    ['an agency of another city', { 3: 'Dinas Damkar' }, 'opd', 'AGENCY_UNKNOWN'],
    ['a status nobody knows', { 4: 'cuti' }, 'status', 'ROSTER_STATUS_UNKNOWN'],
  ])('with %s is refused at that cell', (_, changed, column, code) => {
    const { entry, problems } = read(3, but(changed));
    expect(entry).toBeUndefined();
    expect(problems.map((it) => [it.row, it.column, it.code])).toEqual([[3, column, code]]);
  });

  test('tells all that is wrong with it at once, and repeats nothing that stands there', () => {
    const { problems } = read(3, ['19850312', '', 'raja', 'damkar', 'cuti']);
    expect(problems.map(({ column }) => column)).toEqual(['nip', 'nama', 'jabatan', 'opd', 'status']);
    expect(JSON.stringify(problems)).not.toMatch(/19850312|raja|damkar|"cuti"/);
  });

  test('that is shorter than the heading has empty cells', () => {
    expect(read(3, sari.slice(0, 4)).entry?.leftWhy).toBeNull();
  });
});
