import { DomainError, parseNip, type Words } from '@lindungi/jamsostek';
import type { City } from '@lindungi/tenancy';
import { AgencyUnknown } from '../agency/agency.errors';
import { agencyIndex } from '../agency/agency.rules';
import { donorName, postNamed, type RosterEntry } from '../donor/roster.rules';
import { NipIsNumber, RosterHeadingRefused, RosterStatusUnknown } from './import.errors';

export type Cell = string | number | boolean | Date | null | undefined;

/** Why somebody is no longer on the roster; ABSENT is said by no file, but by a complete one that leaves them out. */
export type LeftWhy = 'RETIRED' | 'MOVED' | 'DIED' | 'ABSENT';

/** A civil servant as a file has them: there, or gone and why. */
export interface FileEntry extends RosterEntry {
  line: number;
  leftWhy: Exclude<LeftWhy, 'ABSENT'> | null;
}

/** What is wrong with one cell; `row` counts from 1, the heading's. It never repeats what stands there. */
export interface Problem {
  row: number;
  column: string;
  code: string;
  words: Words;
}

/** Lines of a file at most: no city has as many civil servants. */
export const MOST_LINES = 200_000;

const COLUMNS = {
  nip: ['nip'],
  nama: ['nama', 'nama lengkap', 'name'],
  jabatan: ['jabatan', 'jenjang', 'jenjang jabatan', 'post'],
  opd: ['opd', 'perangkat daerah', 'unit kerja', 'instansi', 'agency'],
  status: ['status', 'keterangan'],
} as const;
type Column = keyof typeof COLUMNS;

const STATUS: ReadonlyMap<string, FileEntry['leftWhy']> = new Map([
  ['', null],
  ['aktif', null],
  ['pensiun', 'RETIRED'],
  ['pindah', 'MOVED'],
  ['meninggal', 'DIED'],
  ['meninggal dunia', 'DIED'],
]);

/** Where each column stands; `status` may be left out. */
export type Heading = Readonly<Partial<Record<Column, number>>>;

/** @throws RosterHeadingRefused when a column without which no row can be read is missing */
export function headingOf(cells: readonly Cell[]): Heading {
  const names = cells.map(plain);
  const places = Object.entries(COLUMNS).map(([column, words]) => [
    column,
    names.findIndex((name) => (words as readonly string[]).includes(name)),
  ]);
  const missing = places.filter(([column, at]) => at === -1 && column !== 'status').map(([column]) => column);
  if (missing.length > 0) throw new RosterHeadingRefused(missing as string[]);
  return Object.fromEntries(places.filter(([, at]) => at !== -1)) as Heading;
}

/**
 * Reads lines of a city's roster, one after another: an entry, or everything that is wrong with it, cell by cell.
 */
export function lineReader(city: Pick<City, 'agencies'>, heading: Heading) {
  const agencyOf = agencyIndex(city);
  return (line: number, cells: readonly Cell[]): { entry?: FileEntry; problems: Problem[] } => {
    const problems: Problem[] = [];
    const read = <T>(column: Column, reading: (cell: Cell) => T): T | undefined => {
      try {
        return reading(heading[column] === undefined ? '' : cells[heading[column]]);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        problems.push({ row: line, column, code: error.code, words: error.words });
        return undefined;
      }
    };
    const person = read('nip', nipIn);
    const name = read('nama', (cell) => donorName(textOf(cell)));
    const post = read('jabatan', (cell) => postNamed(textOf(cell)));
    const agency = read('opd', (cell) => agencyOf(textOf(cell)) ?? refuseAgency());
    const leftWhy = read('status', statusIn);
    if (!person || !name || !post || !agency || leftWhy === undefined) return { problems };
    return { entry: { line, ...person, name, post, agency, leftWhy }, problems };
  };
}

function nipIn(cell: Cell): Pick<FileEntry, 'nip' | 'kind'> {
  if (typeof cell === 'number') throw new NipIsNumber();
  // a spreadsheet is told by an apostrophe that a number is a text
  const { nip, kind } = parseNip(textOf(cell).trim().replace(/^'/, ''));
  return { nip, kind };
}

function statusIn(cell: Cell): FileEntry['leftWhy'] {
  const status = STATUS.get(plain(cell));
  if (status === undefined) throw new RosterStatusUnknown();
  return status;
}

function refuseAgency(): never {
  throw new AgencyUnknown();
}

const textOf = (cell: Cell): string => (cell instanceof Date ? cell.toISOString() : String(cell ?? ''));

const plain = (cell: Cell): string =>
  textOf(cell)
    .trim()
    .replace(/[\s_]+/g, ' ')
    .toLowerCase();
