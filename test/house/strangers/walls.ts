import type { Client } from 'pg';
import { cityTables } from './rows';

/** A row of every table of the city, as one text: what a mutation of somebody else must not have changed. */
export async function fingerprint(db: Client, city: string): Promise<Record<string, string>> {
  const prints: Record<string, string> = {};
  for (const table of await cityTables(db)) {
    const { rows } = await db.query<{ print: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '' order by t::text)), '') as print
         from ${table} t where city_id = $1`,
      [city],
    );
    prints[table] = rows[0]?.print ?? '';
  }
  return prints;
}

/** The first wall down: nothing but the services' own statements keeps cities apart. */
export async function switchOffRowSecurity(db: Client): Promise<void> {
  for (const table of await cityTables(db)) {
    await db.query(`alter table ${table} no force row level security, disable row level security`);
  }
}

/**
 * The second wall down as well: each table gives way to a view of all its rows, in which every row belongs to the city
 * that asks, so that the `city_id = $1` of a statement holds of whatever is there.
 */
export async function muteCities(db: Client): Promise<void> {
  for (const table of await cityTables(db)) {
    const [schema = '', name = ''] = table.split('.');
    const { rows } = await db.query<{ column: string }>(
      `select case attname when 'city_id' then $2 || ' as city_id' else quote_ident(attname) end as column
         from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
      [table, `coalesce(nullif(current_setting('app.city', true), ''), city_id)`],
    );
    await db.query(`
      alter table ${table} rename to "${name} of all";
      create view ${table} as select ${rows.map(({ column }) => column).join(', ')} from ${schema}."${name} of all";
      grant select on ${table} to ${schema};`);
  }
}

/** As `fingerprint`, once the house does nothing of its own any more: a file that came is read, an event is heard. */
export async function atRest(db: Client, city: string): Promise<Record<string, string>> {
  let last = await fingerprint(db, city);
  for (let looks = 0; looks < 50; looks++) {
    await new Promise((later) => setTimeout(later, 250));
    const now = await fingerprint(db, city);
    if (JSON.stringify(now) === JSON.stringify(last)) return now;
    last = now;
  }
  return last;
}
