import { describe, expect, test } from '@jest/globals';
import { readLaw } from '@lindungi/jamsostek';
import { checkImportSize, readForm, revealReason, type WorkerForm } from './worker.rules';

const law = readLaw();
const semarang = {
  timeZone: 'Asia/Jakarta',
  kecamatan: [
    {
      code: '33.74.15',
      name: 'Ngaliyan',
      branch: 'MAJAPAHIT',
      kelurahan: [{ code: '33.74.15.1007', name: 'Ngaliyan' }],
    },
  ],
  pledge: {
    months: [3, 6, 12],
    firstMonth: 'NEXT' as const,
    holdDays: 14,
    quota: { JPT_PRATAMA: 3, ADMINISTRATOR: 2, OTHERS: 1 },
    relations: ['NEIGHBOUR', 'FAMILY'] as const,
  },
};
const budi: WorkerForm = {
  name: '  Pak   Budi ',
  nik: '9974 1512 0870 0007',
  birthDate: '1970-08-12',
  occupation: 'PEDAGANG_SAYUR',
  kelurahan: '33.74.15.1007',
  relation: 'NEIGHBOUR',
  phone: '0812-3456-7890',
  consent: { channel: 'PAPER', declaredBy: 'DONOR', textVersion: '2026-01', on: '2026-11-20' },
  sample: true,
};
const today = '2026-11-22';
const read = (change: Partial<WorkerForm>, area: string | null = null) =>
  readForm(law, semarang, area, { ...budi, ...change }, today);

describe('the form of a worker', () => {
  test('is read: name and telephone in one form, sector by the occupation, kecamatan by the kelurahan', () => {
    expect(read({})).toMatchObject({
      name: 'Pak Budi',
      nik: '9974151208700007',
      sector: 'OTHER',
      kecamatan: '33.74.15',
      phone: '+6281234567890',
      flags: [],
      sample: true,
    });
  });

  test('may name a second job and a work place; the first job alone decides the sector', () => {
    const more = { secondOccupation: 'OJEK_DARING', workPlace: '  Pasar  Ngaliyan, blok B 12 ' };
    expect(read(more)).toMatchObject({
      sector: 'OTHER',
      secondOccupation: 'OJEK_DARING',
      workPlace: 'Pasar Ngaliyan, blok B 12',
    });
    expect(read({ secondOccupation: null, workPlace: ' ' })).toMatchObject({
      secondOccupation: null,
      workPlace: null,
    });
  });

  test.each([
    ['a second job that is the first', { secondOccupation: 'PEDAGANG_SAYUR' }, 'OCCUPATION_REPEATED'],
    ['a second job nobody lists', { secondOccupation: 'ASTRONAUT' }, 'OCCUPATION_UNKNOWN'],
    ['a telephone number for a work place', { workPlace: 'Pasar 0812 3456 789' }, 'WORK_PLACE_REFUSED'],
    ['one letter for a work place', { workPlace: 'P' }, 'WORK_PLACE_REFUSED'],
  ])('is refused with %s', (_, change, code) => {
    expect(() => read(change)).toThrow(expect.objectContaining({ code }));
  });

  test('keeps whether anybody asked how the worker lives, and refuses who may not be a member', () => {
    const standing = { working: true, employee: false, civilServant: false };
    expect(read({}).standingDeclared).toBe(false);
    expect(read({ standing }).standingDeclared).toBe(true);
    expect(() => read({ standing: { ...standing, employee: true } })).toThrow(
      expect.objectContaining({ code: 'EMPLOYEE_REFUSED' }),
    );
  });

  test('takes the moment of a consent on its day in the city, and no other', () => {
    const at = (iso: string) => read({ consent: { ...budi.consent, at: new Date(iso) } }).consent.at;
    expect(at('2026-11-19T17:00:00Z')).toEqual(new Date('2026-11-19T17:00:00Z')); // midnight in Semarang
    expect(() => at('2026-11-19T16:59:59Z')).toThrow(expect.objectContaining({ code: 'CONSENT_REFUSED' }));
    expect(read({}).consent.at).toBeNull();
  });

  test('needs no telephone', () => {
    expect(read({ phone: ' ' }).phone).toBeNull();
    expect(read({ phone: null }).phone).toBeNull();
  });

  test.each([
    ['one day before turning 65', '1961-11-23'],
    ['at seventeen, which is flagged and not refused', '2009-01-01'],
  ] as const)('is taken %s', (_, birthDate) => {
    expect(read({ birthDate }).birthDate).toBe(birthDate);
  });

  test('is flagged for a minor, and for a birth date unlike the NIK', () => {
    expect(read({ birthDate: '2009-01-01' }).flags).toEqual(['UNDER_18', 'BIRTH_DATE_UNLIKE_NIK']);
  });

  test('is a sample whenever the NIK begins with 99, said or not', () => {
    expect(read({ sample: false }).sample).toBe(true);
    expect(read({ sample: false, nik: '3374151208700007' }).sample).toBe(false);
  });

  test.each([
    ['on the 65th birthday', { birthDate: '1961-11-22' }, 'WORKER_TOO_OLD'],
    ['not born yet', { birthDate: '2026-11-23' }, 'BIRTH_DATE_REFUSED'],
    ['older than anybody', { birthDate: '1900-01-01' }, 'BIRTH_DATE_REFUSED'],
    ['without a name', { name: ' ' }, 'WORKER_NAME_REFUSED'],
    ['with a NIK for a name', { name: '9974151208700007' }, 'WORKER_NAME_REFUSED'],
    ['with fifteen digits', { nik: '997415120870000' }, 'NIK_MALFORMED'],
    ['with a real NIK called a sample', { nik: '3374151208700007' }, 'SAMPLE_NIK_REFUSED'],
    ['with work nobody listed', { occupation: 'ASTRONAUT' }, 'OCCUPATION_UNKNOWN'],
    ['living in another city', { kelurahan: '62.71.01.1001' }, 'KELURAHAN_UNKNOWN'],
    ['a stranger to the city’s list of relations', { relation: 'CITY_LIST' }, 'RELATION_UNKNOWN'],
    ['with half a telephone number', { phone: '0812' }, 'PHONE_MALFORMED'],
    ['agreeing tomorrow', { consent: { ...budi.consent, on: '2026-11-23' } }, 'CONSENT_REFUSED'],
    ['agreeing to no known text', { consent: { ...budi.consent, textVersion: ' ' } }, 'CONSENT_REFUSED'],
  ] as const)('is refused %s', (_, change, code) => {
    expect(() => read(change as Partial<WorkerForm>)).toThrow(expect.objectContaining({ code }));
  });

  test('is refused to the officer of another kecamatan', () => {
    expect(() => read({}, '33.74.16')).toThrow(expect.objectContaining({ code: 'KELURAHAN_OUTSIDE_AREA' }));
    expect(read({}, '33.74.15').kecamatan).toBe('33.74.15');
  });

  test('says no NIK in a refusal', () => {
    try {
      read({ birthDate: '1950-01-01' });
    } catch (error) {
      expect(JSON.stringify(error)).not.toContain('9974');
    }
  });
});

test.each([0, 101])('an import of %i rows is refused', (rows) => {
  expect(() => checkImportSize(rows)).toThrow(expect.objectContaining({ code: 'IMPORT_SIZE_REFUSED' }));
});

describe('the reason for revealing a NIK', () => {
  test('is kept as said, without needless blanks', () => {
    expect(revealReason(' Mendaftarkan  ke BPJS ')).toBe('Mendaftarkan ke BPJS');
  });

  test.each([
    '',
    'perlu',
    'untuk NIK 9974151208700007',
    'Kartu NIK 9974 1512 0870 0007 dicek',
    'Kartu NIK 9974-1512.0870 - 0007 dicek',
    'x'.repeat(301),
  ])('is not "%s"', (reason) => {
    expect(() => revealReason(reason)).toThrow(expect.objectContaining({ code: 'REVEAL_REASON_REFUSED' }));
  });
});
