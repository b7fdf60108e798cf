import type { Month } from '@lindungi/jamsostek';
import type { InCity } from '@lindungi/tenancy';

/** Longer than any fund pays ahead. */
const MOST_MONTHS = 60;

/** A month of one NIK, wanted or held by one pledge. Keyed hashes; see `Vault`. */
export interface RegistryClaim {
  nikHash: Buffer;
  month: Month;
  claim: Buffer;
}

/**
 * Takes months in the registry that all cities share.
 *
 * @returns those it got; of one left out somebody else has the month, and no more can be known
 */
export async function claimMonths(tx: InCity, wanted: readonly RegistryClaim[]): Promise<RegistryClaim[]> {
  if (wanted.length === 0) return [];
  const got = await inRegistry(tx, () =>
    tx.query<{ place: string }>(
      `insert into registry (nik_hash, month, claim)
       select nik_hash, month, claim from unnest($1::bytea[], $2::text[], $3::bytea[]) as w (nik_hash, month, claim)
        where not exists (select from registry_fund f where f.nik_hash = w.nik_hash and f.month = w.month)
        order by nik_hash, month -- one order for all, so that two who want the same never wait for each other
       on conflict (nik_hash, month) do nothing
       returning encode(nik_hash, 'hex') || month as place`,
      columnsOf(wanted),
    ),
  );
  const places = new Set(got.map(({ place }) => place));
  return wanted.filter(({ nikHash, month }) => places.has(nikHash.toString('hex') + month));
}

/** Gives months back. One that another pledge took is left alone. */
export async function freeMonths(tx: InCity, held: readonly RegistryClaim[]): Promise<void> {
  if (held.length === 0) return;
  await inRegistry(tx, () =>
    tx.query(
      `delete from registry r using unnest($1::bytea[], $2::text[], $3::bytea[]) as h (nik_hash, month, claim)
        where r.nik_hash = h.nik_hash and r.month = h.month and r.claim = h.claim`,
      columnsOf(held),
    ),
  );
}

/** Adds months another fund pays for; those of the same list are there already when it comes again. */
export async function addFundMonths(
  tx: InCity,
  fund: string,
  months: readonly RegistryClaim[],
): Promise<void> {
  await inRegistry(tx, () =>
    tx.query(
      `insert into registry_fund (nik_hash, month, claim, fund)
       select nik_hash, month, claim, $4 from unnest($1::bytea[], $2::text[], $3::bytea[]) as w (nik_hash, month, claim)
       on conflict do nothing`,
      [...columnsOf(months), fund],
    ),
  );
}

/** Removes what one list has brought. */
export async function removeFundMonths(tx: InCity, claim: Buffer): Promise<void> {
  await inRegistry(tx, () => tx.query('delete from registry_fund where claim = $1', [claim]));
}

/**
 * Months some pledge or fund holds of a NIK, in order, from `from` on. One row comes back whether there are any or not.
 */
export async function monthsHeldFrom(tx: InCity, nikHash: Buffer, from: Month): Promise<Month[]> {
  const [found] = await inRegistry(tx, () =>
    tx.query<{ months: Month[] }>(
      `select array(
         select month from registry where nik_hash = $1 and month >= $2
         union select month from registry_fund where nik_hash = $1 and month >= $2
         order by month limit ${MOST_MONTHS}) as months`,
      [nikHash, from],
    ),
  );
  return found!.months;
}

const columnsOf = (claims: readonly RegistryClaim[]) => [
  claims.map((it) => it.nikHash),
  claims.map((it) => it.month),
  claims.map((it) => it.claim),
];

/**
 * Puts on the registry's role for one statement. What fails in between ends the transaction, and the
 * role with it.
 */
async function inRegistry<T>(tx: InCity, work: () => Promise<T>): Promise<T> {
  await tx.query('set local role beneficiaries_registry');
  const answer = await work();
  await tx.query('set local role none');
  return answer;
}
