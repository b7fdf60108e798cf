import { SERVICES } from '@lindungi/cli';
import type { Client } from 'pg';

/** One statement of a service, without its values; how often it was asked for one answer, how many rows it gave. */
export interface Asked {
  role: string;
  text: string;
  calls: number;
  rows: number;
}

/** Each answer is asked for so often: what a house does besides by itself comes out as a fraction, and is left out. */
const TIMES = 3;

/** Postgres counts statements from here on, by database and role; the server of the tests has what it needs for it. */
export async function countStatements(db: Client): Promise<void> {
  await db.query('create extension if not exists pg_stat_statements schema public');
}

/** Every statement that the services ask of their tables to do something, once. */
export async function statementsOf(db: Client, doing: () => Promise<unknown>): Promise<Asked[]> {
  await db.query(
    `select pg_stat_statements_reset(0, (select oid from pg_database where datname = current_database()), 0)`,
  );
  for (let time = 0; time < TIMES; time++) await doing();
  const { rows } = await db.query<Asked>(
    `select rolname as role, query as text, calls::int / $1 as calls, rows::int / $1 as rows
       from pg_stat_statements s join pg_roles on pg_roles.oid = s.userid
      where dbid = (select oid from pg_database where datname = current_database())
        and rolname = any($2) and calls >= $1
      order by 1, 2`,
    [TIMES, [...SERVICES]],
  );
  return rows;
}
