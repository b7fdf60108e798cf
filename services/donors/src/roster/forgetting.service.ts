import type { InCity } from '@lindungi/tenancy';

/** What was sent and never applied is forgotten after a day: it is a list of people. */
export async function forgetOldFiles(tx: InCity): Promise<void> {
  const old = await tx.query<{ id: string }>(
    `update roster_import set state = 'EXPIRED'
      where city_id = $1 and state in ('OPEN', 'READING', 'READ', 'REFUSED', 'KNOWN') and opened_at < now() - interval '1 day'
      returning id`,
    [tx.city.code],
  );
  if (old.length === 0) return;
  tx.write('delete from roster_row where city_id = $1 and import_id = any($2::uuid[])', [
    tx.city.code,
    old.map(({ id }) => id),
  ]);
}
