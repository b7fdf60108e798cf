import { DomainError, type Law, type LocalDate, localDate, type Words } from '@lindungi/jamsostek';
import type { City } from '@lindungi/tenancy';
import type { ConsentChannel, ConsentDeclarant } from '../worker/consent';
import { hideNumbers } from '../worker/numbers.rules';
import { type Candidate, readForm, type WorkerForm } from '../worker/worker.rules';
import { HeadingRefused } from './intake.errors';

export const FILE_STATES = ['ARRIVING', 'READING', 'READ', 'IMPORTING', 'DONE', 'UNREADABLE'] as const;

/** READ: looked through, and nothing registered yet. UNREADABLE: it is no list of workers. */
export type FileState = (typeof FILE_STATES)[number];

/** Rows of one file: twice the workers of the largest programme known. */
export const MOST_ROWS = 100_000;

const NEEDED = [
  'nama',
  'nik',
  'tanggal_lahir',
  'pekerjaan',
  'kelurahan',
  'hubungan',
  'persetujuan_lewat',
  'persetujuan_oleh',
  'versi_persetujuan',
  'tanggal_persetujuan',
] as const;
const MORE = ['pekerjaan_kedua', 'tempat_kerja', 'telepon', 'bekerja', 'karyawan', 'asn'] as const;

/** The columns of a file of workers, in Indonesian as officers know them. */
export type Column = (typeof NEEDED)[number] | (typeof MORE)[number];

/** Where each column stands. */
export type Heading = ReadonlyMap<Column, number>;

/** What is wrong with one cell. */
export interface Problem {
  column: Column;
  code: string;
  words: Words;
}

const CHANNELS: Readonly<Record<string, ConsentChannel>> = {
  KERTAS: 'PAPER',
  REKAMAN: 'RECORDING',
  ELEKTRONIK: 'ELECTRONIC',
};
const DECLARANTS: Readonly<Record<string, ConsentDeclarant>> = {
  PEKERJA: 'WORKER',
  DONATUR: 'DONOR',
  KELUARGA: 'FAMILY',
  PETUGAS: 'OFFICER',
};
const RELATIONS: Readonly<Record<string, string>> = {
  TETANGGA: 'NEIGHBOUR',
  PEKERJA_RUMAH_TANGGA: 'HOUSEHOLD_WORKER',
  KELUARGA: 'FAMILY',
  KERABAT: 'RELATIVE',
  DAFTAR_KOTA: 'CITY_LIST',
};
const YES_NO: Readonly<Record<string, boolean>> = { YA: true, TIDAK: false };

/** In which column a form's refusal has its cause. */
const COLUMN_OF: Readonly<Record<string, Column>> = {
  WORKER_NAME_REFUSED: 'nama',
  NIK_MALFORMED: 'nik',
  SAMPLE_NIK_REFUSED: 'nik',
  BIRTH_DATE_REFUSED: 'tanggal_lahir',
  WORKER_TOO_OLD: 'tanggal_lahir',
  NOT_WORKING: 'bekerja',
  EMPLOYEE_REFUSED: 'karyawan',
  CIVIL_SERVANT_REFUSED: 'asn',
  OCCUPATION_UNKNOWN: 'pekerjaan',
  OCCUPATION_REPEATED: 'pekerjaan_kedua',
  WORK_PLACE_REFUSED: 'tempat_kerja',
  KELURAHAN_UNKNOWN: 'kelurahan',
  KELURAHAN_OUTSIDE_AREA: 'kelurahan',
  RELATION_UNKNOWN: 'hubungan',
  PHONE_MALFORMED: 'telepon',
  CONSENT_REFUSED: 'tanggal_persetujuan',
};

/**
 * Finds the columns in the first line, in any order; others are passed over.
 *
 * @throws HeadingRefused
 */
export function readHeading(cells: readonly string[]): Heading {
  const names = cells.map((cell) => cell.trim().toLowerCase().replace(/\s+/g, '_'));
  const missing = NEEDED.filter((name) => !names.includes(name));
  if (missing.length > 0) throw new HeadingRefused(missing);
  return new Map(
    [...NEEDED, ...MORE].flatMap((name) => {
      const at = names.indexOf(name);
      return at < 0 ? [] : [[name, at] as const];
    }),
  );
}

/** What rows are read by: the law, the city, where the officer may register, and the day. */
export interface Desk {
  law: Law;
  city: Pick<City, 'kecamatan' | 'pledge' | 'timeZone'>;
  area: string | null;
  today: LocalDate;
}

/** One row: somebody to register, or every cell that is wrong. An empty line is neither. */
export function readLine(
  desk: Desk,
  heading: Heading,
  cells: readonly string[],
): { candidate?: Candidate; problems: Problem[] } {
  if (cells.every((cell) => cell.trim() === '')) return { problems: [] };
  const problems: Problem[] = [];
  const text = (column: Column) => textOf(cells[heading.get(column) ?? -1] ?? '');
  const mistaken = (column: Column, code: keyof typeof MISTAKES): undefined => {
    problems.push({ column, code, words: MISTAKES[code] });
  };
  for (const column of heading.keys())
    if (text(column).includes('\uFFFD')) mistaken(column, 'TEXT_UNREADABLE');

  const day = (column: Column) => dayOf(text(column)) ?? mistaken(column, 'DATE_MALFORMED');
  const word = <T>(column: Column, words: Readonly<Record<string, T>>, code: keyof typeof MISTAKES) =>
    words[asWord(text(column))] ?? mistaken(column, code);
  const birthDate = day('tanggal_lahir');
  const on = day('tanggal_persetujuan');
  const channel = word('persetujuan_lewat', CHANNELS, 'CHANNEL_UNKNOWN');
  const declaredBy = word('persetujuan_oleh', DECLARANTS, 'DECLARANT_UNKNOWN');
  const standing = standingOf(text, mistaken);
  if (problems.length > 0 || !birthDate || !on || !channel || !declaredBy) return { problems };

  const form: WorkerForm = {
    name: text('nama'),
    nik: text('nik'),
    birthDate,
    occupation: asWord(text('pekerjaan')),
    secondOccupation: asWord(text('pekerjaan_kedua')) || null,
    workPlace: text('tempat_kerja') || null,
    kelurahan: text('kelurahan'),
    relation: RELATIONS[asWord(text('hubungan'))] ?? asWord(text('hubungan')),
    phone: text('telepon') || null,
    consent: { channel, declaredBy, textVersion: text('versi_persetujuan'), on },
    standing,
    sample: text('nik').startsWith('99'),
  };
  return readOrRefuse(desk, form);
}

function readOrRefuse(
  { law, city, area, today }: Desk,
  form: WorkerForm,
): { candidate?: Candidate; problems: Problem[] } {
  try {
    return { candidate: readForm(law, city, area, form, today), problems: [] };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { id, en } = error.words; // they may repeat what was typed: a NIK in the wrong box is not kept
    const words = { id: hideNumbers(id), en: hideNumbers(en) };
    return { problems: [{ column: COLUMN_OF[error.code] ?? 'nama', code: error.code, words }] };
  }
}

/** Null where no column of the three was filled in: then nobody has asked. */
function standingOf(
  text: (column: Column) => string,
  mistaken: (column: Column, code: 'YES_NO_UNKNOWN') => undefined,
): WorkerForm['standing'] {
  if (!text('bekerja') && !text('karyawan') && !text('asn')) return null;
  const said = (column: Column, otherwise: boolean) => {
    const answer = asWord(text(column));
    return answer === '' ? otherwise : (YES_NO[answer] ?? mistaken(column, 'YES_NO_UNKNOWN') ?? otherwise);
  };
  return {
    working: said('bekerja', true),
    employee: said('karyawan', false),
    civilServant: said('asn', false),
  };
}

/** '1970-08-12', or as people in Indonesia write it: '12/08/1970', '12-8-1970'. */
function dayOf(text: string): LocalDate | undefined {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? [];
  try {
    return localDate(year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text);
  } catch {
    return undefined;
  }
}

/** As it was meant: without the apostrophe that keeps a spreadsheet from computing. */
const textOf = (cell: string) => cell.trim().replace(/^'/, '');

const asWord = (text: string) =>
  text
    .trim()
    .toUpperCase()
    .replace(/[\s-]+/g, '_');

const MISTAKES = {
  TEXT_UNREADABLE: {
    id: 'Huruf di sel ini rusak; simpan berkas sebagai UTF-8.',
    en: 'The letters in this cell are broken; save the file as UTF-8.',
  },
  DATE_MALFORMED: { id: 'Tulis tanggal seperti 12/08/1970.', en: 'Write a date like 12/08/1970.' },
  CHANNEL_UNKNOWN: {
    id: 'Tulis KERTAS, REKAMAN atau ELEKTRONIK.',
    en: 'Write KERTAS, REKAMAN or ELEKTRONIK.',
  },
  DECLARANT_UNKNOWN: {
    id: 'Tulis PEKERJA, DONATUR, KELUARGA atau PETUGAS.',
    en: 'Write PEKERJA, DONATUR, KELUARGA or PETUGAS.',
  },
  YES_NO_UNKNOWN: { id: 'Tulis YA atau TIDAK.', en: 'Write YA or TIDAK.' },
} as const satisfies Record<string, Words>;
