import type { InCity } from '@lindungi/tenancy';

/** Lines forgotten in one transaction. */
const AT_ONCE = 5_000;

/**
 * Forgets what files said that is needed no more: of those that are applied, refused or known, of earlier readings, and,
 * after a day, of those nobody applied. It is a list of people.
 *
 * @returns whether there may be more
 */
export async function forgetLines(tx: InCity): Promise<boolean> {
  await tx.query(
    `update roster_import set state = 'EXPIRED'
      where city_id = $1 and state in ('OPEN', 'READING', 'READ', 'REFUSED', 'KNOWN')
        and opened_at < now() - interval '1 day'`,
    [tx.city.code],
  );
  const [{ lines } = { lines: 0 }] = await tx.query<{ lines: number }>(
    `with old as (
       select r.import_id, r.reading, r.donor_id from roster_row r
         join roster_import i on i.city_id = $1 and i.id = r.import_id
        where r.city_id = $1 and (r.reading < i.reading or i.state in ('APPLIED', 'EXPIRED', 'KNOWN', 'REFUSED'))
        limit $2
     ), gone as (
       delete from roster_row r using old
        where r.city_id = $1 and r.import_id = old.import_id and r.reading = old.reading and r.donor_id = old.donor_id
       returning 1)
     select count(*)::int as lines from gone`,
    [tx.city.code, AT_ONCE],
  );
  return lines === AT_ONCE;
}
