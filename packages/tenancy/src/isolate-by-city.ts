/**
 * Migration SQL that closes a table to every city but the one the transaction is bound to.
 *
 * Unbound, the setting is null or empty and the table is simply empty: a forgotten binding shows
 * nothing rather than everything. FORCE binds the table's owner too. The setting is read in a
 * sub-select, so that Postgres reads it once per statement and not once per row.
 *
 * @param table   as the migration names it
 * @param column  the column that holds the city's code
 */
export function isolateByCity(table: string, column = 'city_id'): string {
  const bound = `${column} = (select nullif(current_setting('app.city', true), ''))`;
  return `
    alter table ${table} enable row level security;
    alter table ${table} force row level security;
    create policy one_city on ${table} using (${bound}) with check (${bound});
  `;
}
