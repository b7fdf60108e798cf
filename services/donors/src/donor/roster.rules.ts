import { DomainError, type Nip, parseNip } from '@lindungi/jamsostek';
import type { City, Post } from '@lindungi/tenancy';
import { agencyNamed } from '../agency/agency.rules';
import { DonorNameRefused, PostUnknown, RosterRowRepeated, RosterTooLong } from './roster.errors';

/** One row of the personnel office's list, as typed. */
export interface RosterRow {
  nip: string;
  name: string;
  post: string;
  agency: string;
}

/** A row understood: what is kept of a civil servant, and the NIP from which the id is made. */
export interface RosterEntry {
  nip: Nip;
  kind: 'PNS' | 'PPPK';
  name: string;
  post: Post;
  agency: string;
}

/** A row left out, numbered from 1 as in the sheet it came from. */
export interface RosterRefusal {
  row: number;
  refusal: DomainError;
}

export const MOST_ROWS = 100;
const MOST_LETTERS = 120;

/** UU 20/2023, Pasal 13-14, as far as a city has them; a quota knows only the first two by name. */
const POSTS: Readonly<Record<string, Post>> = {
  'JPT PRATAMA': 'JPT_PRATAMA',
  ADMINISTRATOR: 'ADMINISTRATOR',
  PENGAWAS: 'OTHERS',
  FUNGSIONAL: 'OTHERS',
  PELAKSANA: 'OTHERS',
  OTHERS: 'OTHERS',
};

/**
 * Reads a roster row by row; a bad row is refused alone and does not stop the others.
 *
 * @throws RosterTooLong more than 100 rows in one call
 */
export function readRoster(
  city: Pick<City, 'agencies'>,
  rows: readonly RosterRow[],
): { entries: RosterEntry[]; refused: RosterRefusal[] } {
  if (rows.length > MOST_ROWS) throw new RosterTooLong(rows.length, MOST_ROWS);

  const firstRowOf = new Map<Nip, number>();
  const entries: RosterEntry[] = [];
  const refused: RosterRefusal[] = [];
  rows.forEach((row, index) => {
    try {
      const entry = readRosterRow(city, row);
      const first = firstRowOf.get(entry.nip);
      if (first !== undefined) throw new RosterRowRepeated(first);
      firstRowOf.set(entry.nip, index + 1);
      entries.push(entry);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refused.push({ row: index + 1, refusal: error });
    }
  });
  return { entries, refused };
}

/**
 * @throws NipMalformed      not eighteen digits that can be a NIP (Perka BKN 22/2007)
 * @throws DonorNameRefused  no name, one too long, or one with control characters
 * @throws PostUnknown       not a level of UU 20/2023 a city has
 * @throws AgencyUnknown     not in the city's file
 */
export function readRosterRow(city: Pick<City, 'agencies'>, row: RosterRow): RosterEntry {
  const { nip, kind } = parseNip(row.nip);
  const name = donorName(row.name);
  return { nip, kind, name, post: postNamed(row.post), agency: agencyNamed(city, row.agency).code };
}

/** A name as it is kept: one line, single spaces. @throws DonorNameRefused */
export function donorName(text: string): string {
  const name = text.trim().replace(/\s+/g, ' ');
  if (name === '' || name.length > MOST_LETTERS || /\p{Cc}/u.test(name))
    throw new DonorNameRefused(MOST_LETTERS);
  return name;
}

/** The level of a post, as offices write it. @throws PostUnknown */
export function postNamed(text: string): Post {
  const words = text
    .trim()
    .replace(/[\s_]+/g, ' ')
    .toUpperCase();
  const post = Object.hasOwn(POSTS, words) ? POSTS[words] : undefined;
  if (!post) throw new PostUnknown();
  return post;
}
