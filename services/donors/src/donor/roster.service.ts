import type { KeyObject } from 'node:crypto';
import { DonorsPlaced, tell } from '@lindungi/events';
import { maskNip, type Words } from '@lindungi/jamsostek';
import { type Asked, type Deed, type InCity, once, personId, recordDeed } from '@lindungi/tenancy';
import { closeReturned } from '../succession/opening.service';
import { type RosterEntry, type RosterRefusal, type RosterRow, readRoster } from './roster.rules';

export { MOST_ROWS } from './roster.rules';

/** What became of a roster. Rows already known and unchanged are in no count. */
export interface RosterImported {
  imported: number;
  updated: number;
  refused: { row: number; code: string; words: Words }[];
}

/** A roster as sent. `sample` says that these are invented people, for demonstration. */
export interface Roster {
  rows: readonly RosterRow[];
  sample: boolean;
}

/**
 * Imports a roster, and answers the same when the same request comes again.
 *
 * `once` overlooks long numbers, so it is shown the keyed ids instead: another NIP is another request.
 *
 * @throws RosterTooLong, IdempotencyKeyMalformed, IdempotencyKeyReused
 */
export function importRosterOnce(
  tx: InCity,
  asked: Asked,
  { rows, sample }: Roster,
  { personKey, by }: { personKey: KeyObject; by: Deed['by'] },
): Promise<RosterImported> {
  const unnumbered = rows.map((row) => ({
    ...row,
    nip: personId(personKey, tx.city.code, `nip:${row.nip}`),
  }));
  return once(tx, { ...asked, input: { rows: unnumbered, sample } }, async () => {
    const done = await importRoster(tx, { rows, sample }, personKey);
    const { imported, updated, refused } = done;
    const after = { imported, updated, refused: refused.length, sample };
    recordDeed(tx, { by, act: 'importRoster', kind: 'City', object: tx.city.code, after });
    return done;
  });
}

/**
 * What an import would do, and nothing done.
 *
 * @throws RosterTooLong
 */
export async function lookAtRoster(
  tx: InCity,
  { rows, sample }: Roster,
  personKey: KeyObject,
): Promise<RosterImported> {
  const { entries, refused } = readRoster(tx.city, rows);
  const [seen] = await tx.query<{ known: number; same: number }>(
    `select count(*)::int as known,
            count(*) filter (where (donor.name, donor.post, donor.agency, donor.sample, donor.left_why)
                             is not distinct from (roster.name, roster.post, roster.agency, $2::boolean, null))::int as same
       from donor join unnest($3::uuid[], $4::text[], $5::text[], $6::text[]) as roster(id, name, post, agency)
         on donor.id = roster.id
      where donor.city_id = $1`,
    [
      ...[tx.city.code, sample, entries.map(({ nip }) => personId(personKey, tx.city.code, `nip:${nip}`))],
      ...[
        entries.map(({ name }) => name),
        entries.map(({ post }) => post),
        entries.map(({ agency }) => agency),
      ],
    ],
  );
  const { known = 0, same = 0 } = seen ?? {};
  return { imported: entries.length - known, updated: known - same, refused: told(refused) };
}

const told = (refused: readonly RosterRefusal[]): RosterImported['refused'] =>
  refused.map(({ row, refusal: { code, words } }) => ({ row, code, words }));

/**
 * Reads a roster and keeps its donors. The id of a donor is made from the NIP, and the NIP is let
 * go: the same person is the same donor in every import, and no stored row can be turned back.
 *
 * @throws RosterTooLong
 */
export async function importRoster(
  tx: InCity,
  roster: Roster,
  personKey: KeyObject,
): Promise<RosterImported> {
  const { entries, refused } = readRoster(tx.city, roster.rows);
  const counts = await keepDonors(tx, entries, roster.sample, personKey);
  tellPlaces(tx, entries, personKey);
  closeReturned(
    tx,
    entries.map(({ nip }) => personId(personKey, tx.city.code, `nip:${nip}`)),
  );
  return { ...counts, refused: told(refused) };
}

/** In which agency each of them works: told of all, so that who listens late is right after the next import. */
function tellPlaces(tx: InCity, entries: readonly RosterEntry[], personKey: KeyObject): void {
  if (entries.length === 0) return;
  const donors = entries.map(({ nip, agency }) => ({
    donorId: personId(personKey, tx.city.code, `nip:${nip}`),
    agency,
  }));
  tell(tx, DonorsPlaced, { donors });
}

/** One statement for all. Sorted by id, so that two imports at once wait for each other and never deadlock. */
async function keepDonors(
  tx: InCity,
  entries: readonly RosterEntry[],
  sample: boolean,
  personKey: KeyObject,
): Promise<Pick<RosterImported, 'imported' | 'updated'>> {
  const donors = entries
    .map((entry) => ({ ...entry, id: personId(personKey, tx.city.code, `nip:${entry.nip}`) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const column = <Key extends 'id' | 'name' | 'kind' | 'post' | 'agency'>(key: Key) =>
    donors.map((it) => it[key]);

  const [counts] = await tx.query<Pick<RosterImported, 'imported' | 'updated'>>(
    `with roster as (
       select * from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
                  as t(id, masked_nip, name, kind, post, agency)
     ), added as (
       insert into donor (city_id, id, masked_nip, name, kind, post, agency, sample)
       select $1, id, masked_nip, name, kind, post, agency, $2 from roster
       on conflict (city_id, id) do nothing returning id
     ), changed as (
       update donor set name = roster.name, post = roster.post, agency = roster.agency, sample = $2,
                        left_at = null, left_why = null
         from roster
        where donor.city_id = $1 and donor.id = roster.id
          and (donor.name, donor.post, donor.agency, donor.sample, donor.left_why)
              is distinct from (roster.name, roster.post, roster.agency, $2::boolean, null)
       returning donor.id
     )
     select (select count(*)::int from added) as imported, (select count(*)::int from changed) as updated`,
    [
      tx.city.code,
      sample,
      column('id'),
      donors.map(({ nip }) => maskNip(nip)),
      column('name'),
      column('kind'),
      column('post'),
      column('agency'),
    ],
  );
  return counts ?? { imported: 0, updated: 0 };
}
