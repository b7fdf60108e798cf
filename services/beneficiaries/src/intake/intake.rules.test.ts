import { describe, expect, test } from '@jest/globals';
import { readLaw } from '@lindungi/jamsostek';
import { cityByCode } from '@lindungi/tenancy';
import { readHeading, readLine } from './intake.rules';

const desk = { law: readLaw(), city: cityByCode('3374')!, area: '33.74.15', today: '2026-11-22' as const };
const row = {
  nama: 'Pak Budi',
  nik: "'9974 1512 0870 0007",
  tanggal_lahir: '12/08/1970',
  pekerjaan: 'pedagang sayur',
  kelurahan: '33.74.15.1007',
  hubungan: 'Tetangga',
  persetujuan_lewat: 'kertas',
  persetujuan_oleh: 'PEKERJA',
  versi_persetujuan: '2026-01',
  tanggal_persetujuan: '20-11-2026',
};
const reading = (change: Record<string, string> = {}) => {
  const cells = { ...row, ...change };
  return readLine(desk, readHeading(Object.keys(cells)), Object.values(cells));
};
const wrong = (change: Record<string, string>) =>
  reading(change).problems.map(({ column, code }) => [column, code]);

describe('the heading', () => {
  test('is found in any order and case, and other columns are passed over', () => {
    const heading = readHeading([
      'No',
      ' Tanggal Lahir',
      'NIK',
      'catatan',
      ...Object.keys(row).filter((it) => it !== 'nik'),
    ]);
    expect(heading.get('nik')).toBe(2);
    expect(heading.get('tanggal_lahir')).toBe(1);
    expect(heading.has('asn')).toBe(false);
  });

  test('names every column that is missing', () => {
    expect(() => readHeading(['nama', 'nik'])).toThrow(/tanggal_lahir, pekerjaan, kelurahan/);
  });
});

describe('a row', () => {
  test('is somebody to register', () => {
    expect(reading()).toMatchObject({
      problems: [],
      candidate: {
        name: 'Pak Budi',
        nik: '9974151208700007',
        birthDate: '1970-08-12',
        occupation: 'PEDAGANG_SAYUR',
        relation: 'NEIGHBOUR',
        consent: { channel: 'PAPER', declaredBy: 'WORKER', on: '2026-11-20' },
        standingDeclared: false,
        sample: true,
      },
    });
    expect(reading({ bekerja: 'ya', tempat_kerja: 'Pasar' }).candidate).toMatchObject({
      standingDeclared: true,
      workPlace: 'Pasar',
    });
  });

  test.each<[string, Record<string, string>, string[][]]>([
    ['a date on no calendar', { tanggal_lahir: '31/02/1970' }, [['tanggal_lahir', 'DATE_MALFORMED']]],
    [
      'several cells at once',
      { persetujuan_lewat: 'lisan', persetujuan_oleh: '?', tanggal_lahir: '-', asn: 'mungkin' },
      [
        ['tanggal_lahir', 'DATE_MALFORMED'],
        ['persetujuan_lewat', 'CHANNEL_UNKNOWN'],
        ['persetujuan_oleh', 'DECLARANT_UNKNOWN'],
        ['asn', 'YES_NO_UNKNOWN'],
      ],
    ],
    ['a civil servant', { asn: 'YA' }, [['asn', 'CIVIL_SERVANT_REFUSED']]],
    ['another kecamatan', { kelurahan: '33.74.01.1001' }, [['kelurahan', 'KELURAHAN_OUTSIDE_AREA']]],
    ['a relation the city does not have', { hubungan: 'teman' }, [['hubungan', 'RELATION_UNKNOWN']]],
    ['letters that are broken', { nama: 'Bud\uFFFD' }, [['nama', 'TEXT_UNREADABLE']]],
  ])('with %s says so by column', (_, change, expected) => {
    expect(wrong(change)).toEqual(expected);
  });

  test('that has a NIK in the wrong box does not repeat it', () => {
    const { problems } = reading({ kelurahan: '9974151208700007' });
    expect(problems[0]).toMatchObject({ column: 'kelurahan', code: 'KELURAHAN_UNKNOWN' });
    expect(JSON.stringify(problems)).not.toMatch(/\d{11}/);
  });

  test('without anything in it is nothing', () => {
    expect(readLine(desk, readHeading(Object.keys(row)), ['', ' ', ''])).toEqual({ problems: [] });
  });
});
