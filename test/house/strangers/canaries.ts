import type { Client } from 'pg';
import { UNPLANTED } from './columns';
import { cityTables } from './rows';

/** How a canary begins; the column it sits in follows, so that one that got out says where from. */
export const CANARY = 'Kenari';

export interface Planted {
  /** `donors.donor.name`: every column that holds canaries now. */
  columns: string[];
  /** Every column that could not be planted and is not listed in columns.ts, with why. */
  unlisted: Map<string, string>;
  /** Every line of columns.ts that names no column. */
  stale: string[];
}

interface Column {
  table: string;
  name: string;
  type: string;
  key: boolean;
}

/**
 * Puts a canary in every text, list of texts and JSON that a city stores. Triggers are off: what has been written may
 * not be changed by anybody else either.
 */
export async function plant(db: Client, city: string): Promise<Planted> {
  const columns = await textColumns(db);
  const planted: string[] = [];
  const unlisted = new Map<string, string>();
  await db.query('set session_replication_role = replica');
  for (const column of columns) {
    const called = `${column.table}.${column.name}`;
    if (UNPLANTED[called] !== undefined) continue;
    const refused = column.key ? 'part of a key of another table' : await plantOne(db, column, city);
    if (refused === undefined) planted.push(called);
    else unlisted.set(called, refused);
  }
  await db.query('reset session_replication_role');
  const known = new Set(columns.map((it) => `${it.table}.${it.name}`));
  return { columns: planted, unlisted, stale: Object.keys(UNPLANTED).filter((it) => !known.has(it)) };
}

/** Every column of a city's tables that can hold words; the city's own code is none. */
async function textColumns(db: Client): Promise<Column[]> {
  const { rows } = await db.query<Column>(
    `select t.name as table, a.attname as name, format_type(a.atttypid, null) as type,
            exists (select from pg_constraint k where k.contype = 'f'
              and ((k.conrelid = a.attrelid and a.attnum = any(k.conkey))
                or (k.confrelid = a.attrelid and a.attnum = any(k.confkey)))) as key
       from unnest($1::text[]) t (name) join pg_attribute a on a.attrelid = t.name::regclass
      where a.attnum > 0 and not a.attisdropped and a.attname <> 'city_id' and a.attgenerated = ''
        and format_type(a.atttypid, null) in ('text', 'character varying', 'text[]', 'jsonb', 'json')
      order by 1, a.attnum`,
    [await cityTables(db)],
  );
  return rows;
}

/** Plants one column wherever it holds something, else wherever it is null. @returns why it could not */
async function plantOne(
  db: Client,
  { table, name, type }: Column,
  city: string,
): Promise<string | undefined> {
  const column = db.escapeIdentifier(name);
  const canary = `'${CANARY} ${table}.${name} ' || at.row`;
  const value: Record<string, string> = {
    'text[]': `array[${canary}]`,
    // Every text within stays where it is and becomes a canary: who reads the column may know its shape.
    jsonb: `case when ${column} is null then jsonb_build_object('canary', ${canary})
            else regexp_replace(${column}::text, '(: ?|[\\[,] ?)"[^"]*"(?! ?:)', '\\1"' || ${canary} || '"', 'g')::jsonb end`,
  };
  const update = (wanted: string) =>
    db.query(
      `update ${table} set ${column} = ${value[type] ?? canary}
         from (select ctid as place, row_number() over () as row from ${table} where city_id = $1) at
        where ${table}.ctid = at.place and ${table}.city_id = $1 and ${column} is ${wanted}`,
      [city],
    );
  try {
    const { rowCount } = await update('not null');
    if (rowCount === 0 && (await update('null')).rowCount === 0) return 'the table has no row in this city';
    const { rows } = await db.query<{ there: boolean }>(
      `select exists (select from ${table} where city_id = $1 and ${column}::text like '%${CANARY}%') as there`,
      [city],
    );
    return rows[0]?.there ? undefined : 'no text in it';
  } catch (error) {
    return (error as Error).message;
  }
}
