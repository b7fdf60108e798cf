import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { claim } from '../claim';
import { freePorts } from '../house/ports';
import { ROOT } from '../place';
import { type Postgres, startPostgres } from '../postgres/server';

/** Nothing here outlives a crash of the machine, and nothing needs to: three times faster. */
const FOR_SPEED = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'max_connections=300'];
/** Counts what is asked of it, for tests that compare the work of two answers. */
const COUNTING = ['shared_preload_libraries=pg_stat_statements', 'pg_stat_statements.max=20000'];

let running: Postgres | undefined;

/** Keeps the server of this run for the teardown. */
export function keep(server: Postgres): void {
  running = server;
}

/** The server of this run, if the setup started one. */
export function kept(): Postgres | undefined {
  return running;
}

/**
 * A Postgres for one run of the tests. Its cluster is kept in node_modules/.cache, so only the first
 * run makes one; two runs side by side each get their own.
 *
 * Roles are global to a server: a role's password must be the same in all tests of a run.
 */
export async function startTestPostgres(): Promise<Postgres> {
  const cache = join(ROOT, 'node_modules/.cache/lindungi');
  mkdirSync(cache, { recursive: true });
  for (let place = 0; ; place++) {
    const home = join(cache, `postgres-for-tests-${place}`);
    const { release } = claim(`${home}.claim`);
    if (!release) continue;
    try {
      const server = await start(home);
      return { ...server, stop: () => server.stop().finally(release) };
    } catch (error) {
      release();
      throw error;
    }
  }
}

async function start(home: string): Promise<Postgres> {
  const [port] = await freePorts(1, '127.0.0.1');
  const log = join(home, 'postgres.log');
  rmSync(log, { force: true });
  const server = await startPostgres({ home, port: port!, log, options: [...FOR_SPEED, ...COUNTING] });
  try {
    await dropLeftovers(server.adminUrl);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

/** Databases and roles of a run that was killed. */
async function dropLeftovers(adminUrl: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const names = async (text: string) =>
      (await client.query<{ name: string }>(text)).rows.map((row) => row.name);
    for (const name of await names(
      `select datname as name from pg_database where not datistemplate and datname <> 'postgres'`,
    )) {
      await client.query(`drop database ${client.escapeIdentifier(name)} with (force)`);
    }
    for (const name of await names(
      `select rolname as name from pg_roles where rolname <> 'postgres' and rolname !~ '^pg_'`,
    )) {
      await client.query(`drop role ${client.escapeIdentifier(name)}`);
    }
  } finally {
    await client.end();
  }
}
