import type { Client } from 'pg';
import { type Column, candidatesFor } from './values';

/** What no list of values guesses: a column that must agree with another one. */
const BY_HAND: Readonly<Record<string, string>> = {
  'beneficiaries.possible_duplicate.because': `'{NAME,PHONE}'`,
  // the house goes on with a file that is not done
  'beneficiaries.worker_file.state': `'DONE'`,
  'benefits.claim.month': `to_char(current_date, 'YYYY-MM')`,
  'benefits.claim.occurred_on': 'current_date',
  // a notice stands while its grievance has no answer
  'benefits.duty_notice.duty': `'ANSWER'`,
  'benefits.duty_notice.phase': `'BEFORE'`,
  'benefits.duty_notice.claim_id': 'null',
  'benefits.duty_notice.month': 'null',
  'benefits.duty_notice.grievance_id': `(select id from benefits.grievance where city_id = '3374' order by id limit 1)`,
  'benefits.claim.lines': `'[{"name": "JKM", "amount": 42000000, "source": "PP 44/2015"}]'`,
};

/** Rows tried for one table before it is said to take none. */
const TRIES = 1_500;

/** Every table of a city in these schemas: `billing.invoice`. */
export async function cityTables(db: Client): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `select format('%s.%s', table_schema, table_name) as name from information_schema.columns
      join information_schema.tables using (table_schema, table_name)
     where column_name = 'city_id' and table_type = 'BASE TABLE'
       and table_schema not in ('pg_catalog', 'information_schema') order by 1`,
  );
  return rows.map((it) => it.name);
}

/**
 * One row in each table of the city that real use has left empty: a month that lapsed, say, for which a story would
 * need a winter. Values are drawn until the table's own checks allow the row; triggers and foreign keys are off, for it
 * is there to be found, not to be worked with.
 *
 * @returns the tables that took none, each with what Postgres said
 */
export async function fillTheRest(db: Client, city: string): Promise<Map<string, string>> {
  const refused = new Map<string, string>();
  await db.query(`set session_replication_role = replica`);
  for (const table of await cityTables(db)) {
    const { rowCount } = await db.query(`select from ${table} where city_id = $1 limit 1`, [city]);
    if (rowCount) continue;
    const said = await insertOne(db, table, city);
    if (said) refused.set(table, said);
  }
  await db.query(`reset session_replication_role`);
  return refused;
}

/** @returns why the table takes no row, if it takes none */
async function insertOne(db: Client, table: string, city: string): Promise<string | undefined> {
  const columns = (await columnsOf(db, table)).filter((it) => !it.given);
  const { rows } = await db.query<{ text: string }>(
    `select pg_get_constraintdef(oid) as text from pg_constraint where conrelid = $1::regclass and contype = 'c'`,
    [table],
  );
  const checks = rows.map(({ text }) => text).join('\n');
  const choices = columns.map((it) => {
    const byHand = BY_HAND[`${table}.${it.name}`];
    if (it.name === 'city_id') return [`'${city}'`];
    return byHand ? [byHand] : candidatesFor(it, checks);
  });
  const names = columns.map((it) => db.escapeIdentifier(it.name)).join(', ');
  const next = numbers();
  let said = '';
  for (let attempt = 0; attempt < TRIES; attempt++) {
    // The first row has the likeliest value of each column; then what may be null mostly is.
    const values = choices.map((all) => {
      if (attempt === 0) return all[0];
      return all.at(-1) === 'null' && next() % 4 > 0 ? 'null' : all[next() % all.length];
    });
    try {
      await db.query(`insert into ${table} (${names}) overriding system value values (${values.join(', ')})`);
      return undefined;
    } catch (error) {
      said = (error as Error).message;
    }
  }
  return said;
}

/** The same draws in every run. */
function numbers(): () => number {
  let state = 20_261_122;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state >> 8;
  };
}

async function columnsOf(db: Client, table: string): Promise<Column[]> {
  const { rows } = await db.query<Column>(
    `select attname as name, format_type(atttypid, null) as type, not attnotnull as nullable,
            atthasdef or attidentity <> '' or attgenerated <> '' as given
       from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
    [table],
  );
  return rows;
}
