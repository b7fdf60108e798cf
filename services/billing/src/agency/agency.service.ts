import type { BodyOf, DonorsLeft, DonorsPlaced } from '@lindungi/events';
import { type Context, uuidOf } from '@lindungi/subgraph';
import type { InCity } from '@lindungi/tenancy';
import { agencyFor, type Treasurer } from './agency.rules';

/** Remembers where donors work; the last one told is right. A bill that is issued keeps its agency. */
export async function placeDonors(tx: InCity, { donors }: BodyOf<typeof DonorsPlaced>): Promise<void> {
  const last = new Map(donors.map(({ donorId, agency }) => [donorId, agency]));
  tx.write(
    `insert into placement (city_id, donor_id, agency)
     select $1, * from unnest($2::uuid[], $3::text[]) as told (donor_id, agency) order by donor_id
     on conflict (city_id, donor_id) do update set agency = excluded.agency, since = now(), left_at = null
      where placement.agency <> excluded.agency or placement.left_at is not null`,
    [tx.city.code, [...last.keys()], [...last.values()]],
  );
}

/**
 * Remembers who left the roster. Their money is still found at the agency they left, by who acts for it; they
 * themselves act for none, and nothing more is deducted from them.
 */
export async function leaveAgencies(tx: InCity, { donorIds }: BodyOf<typeof DonorsLeft>): Promise<void> {
  tx.write(
    `update placement set left_at = now()
      where city_id = $1 and donor_id = any($2::uuid[]) and left_at is null`,
    [tx.city.code, [...donorIds].sort()],
  );
}

type Asking = Pick<Context, 'city' | 'principal' | 'read'>;

/** Who asks, within a use case: read in its own transaction, never over a second connection. */
export function askingIn(tx: InCity, principal: Context['principal']): Asking {
  return { city: tx.city, principal, read: (text, values) => tx.query(text, values) };
}

/** The caller, and where the roster says they work. */
export async function treasurerOf({ city, principal, read }: Asking): Promise<Treasurer> {
  const [row] = await read<{ agency: string }>(
    'select agency from placement where city_id = $1 and donor_id = $2 and left_at is null',
    [city.code, uuidOf(principal.subject)],
  );
  return { roles: principal.roles, worksIn: row?.agency };
}

/**
 * The code of an agency the caller may act for.
 *
 * @throws AgencyUnknown
 */
export async function ownAgency(ctx: Asking, id: string): Promise<string> {
  return agencyFor(ctx.city, id, await treasurerOf(ctx));
}
