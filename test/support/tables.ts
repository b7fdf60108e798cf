import type { House, ServiceName } from '@lindungi/cli';
import { Client } from 'pg';

/** Rows as a service's tables hold them, for what no visitor may see; a statement that changes some is done as their owner. */
export async function storedBy<Row>(
  service: ServiceName,
  house: House,
  statement: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const owner = new Client(house.adminUrls[service]);
  await owner.connect();
  try {
    return (await owner.query(statement, values)).rows as Row[];
  } finally {
    await owner.end();
  }
}

/** Tables of beneficiaries in which one of these words stands, in any column, as text or in bytes. */
export async function tablesWith(house: House, words: readonly string[]): Promise<string[]> {
  const tables = await storedBy<{ relname: string }>(
    'beneficiaries',
    house,
    `select relname from pg_class where relnamespace = 'beneficiaries'::regnamespace and relkind = 'r' order by 1`,
  );
  if (tables.length <= 15) throw new Error(`Beneficiaries has more tables than ${tables.length}.`);
  const marked = tables.map(
    ({ relname }) => `select '${relname}' as relname where exists (
       select from beneficiaries.${relname} t, unnest($1::text[]) word
        where position(lower(word) in lower(t::text)) > 0
           or position(encode(convert_to(word, 'UTF8'), 'hex') in t::text) > 0)`,
  );
  const found = await storedBy<{ relname: string }>('beneficiaries', house, marked.join(' union all '), [
    words,
  ]);
  return found.map(({ relname }) => relname).sort();
}
