import pg from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { ensureRoles, hasRoles, type Logins } from './database-roles';
import { wallRoles } from './roles';

/** A migration, forward only; its class's name ends in the milliseconds of its making. */
export type Migration = new () => MigrationInterface;

/** What a service's schema shall be. */
export interface Preparation extends Logins {
  /** A login that may create roles and schemas, such as the database's owner. */
  adminUrl: string;
  service: string;
  migrations: readonly Migration[];
  /** SQL to run as the admin before the migrations, for what only an admin may do; it must bear repetition. */
  extraSql?: string;
}

const MIGRATIONS_TABLE = 'migrations';
const LOCK_TIMEOUT = '10s';

/**
 * Brings a service's roles, schema and tables to what this version of it expects. A database that
 * is there already costs a few round trips; several processes may do this at once.
 *
 * Migrations run one transaction each, as the schema's owner, which is no superuser. One that the
 * database has and this version has not is left alone: an older version may start beside a newer.
 *
 * @throws Error as Postgres says it, with nothing half done but what earlier migrations finished
 */
export async function prepareSchema(preparation: Preparation): Promise<void> {
  const { adminUrl, service, migrations, extraSql } = preparation;
  const admin = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 5_000 });
  await admin.connect();
  try {
    const ready =
      (await hasRoles(admin, service, preparation)) && (await isMigrated(admin, service, migrations));
    if (ready && !extraSql) return;
    // Another process of this service may be at it; the lock is this connection's, and ends with it.
    await admin.query('select pg_advisory_lock(hashtextextended($1, 0))', [`lindungi ${service}`]);
    await ensureRoles(admin, service, preparation);
    await ensureSchema(admin, service);
    if (extraSql) await admin.query(extraSql);
    if (!(await isMigrated(admin, service, migrations))) await migrate(adminUrl, service, migrations);
  } finally {
    await admin.end();
  }
}

async function ensureSchema(admin: pg.Client, service: string): Promise<void> {
  const { owner, runtime, relay } = wallRoles(service);
  await admin.query(`
    create schema if not exists ${service} authorization ${owner};
    grant usage on schema ${service} to ${runtime}, ${relay};
  `);
}

async function isMigrated(
  admin: pg.Client,
  service: string,
  migrations: readonly Migration[],
): Promise<boolean> {
  const table = `${service}.${MIGRATIONS_TABLE}`;
  const known = await admin.query<{ there: boolean }>('select to_regclass($1) is not null as there', [table]);
  if (!known.rows[0]!.there) return false;
  const { rows } = await admin.query<{ name: string }>(`select name from ${table}`);
  const done = new Set(rows.map((row) => row.name));
  return migrations.every((migration) => done.has(new migration().name ?? migration.name));
}

async function migrate(url: string, service: string, migrations: readonly Migration[]): Promise<void> {
  const { owner } = wallRoles(service);
  const source = new DataSource({
    type: 'postgres',
    url,
    schema: service,
    installExtensions: false,
    migrations: [...migrations],
    migrationsTableName: MIGRATIONS_TABLE,
    migrationsTransactionMode: 'each',
    poolSize: 1,
    extra: {
      options: `-c role=${owner} -c search_path=${service} -c lock_timeout=${LOCK_TIMEOUT} -c TimeZone=UTC`,
    },
  });
  await source.initialize();
  try {
    await source.runMigrations();
  } finally {
    await source.destroy();
  }
}
