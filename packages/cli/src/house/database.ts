import { Client } from 'pg';
import { codeOf, OperatorError } from '../operator-error';

/** SQLSTATE: someone else made it between our look and our making. */
const DUPLICATE = ['42P04', '23505'];
const INVALID_CATALOG = '3D000';

/**
 * The same login, to another database of that server.
 *
 * @returns the admin login to `name`, created there when absent
 * @throws OperatorError when the server cannot be reached, or the login may not do that
 */
export async function createDatabase(adminUrl: string, name: string): Promise<string> {
  const there = withDatabase(adminUrl, name);
  await asAdmin(adminUrl, async (admin) => {
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [name]);
    if (rowCount) return;
    await admin.query(`create database ${admin.escapeIdentifier(name)}`).catch((error: unknown) => {
      if (!DUPLICATE.includes(codeOf(error) ?? '')) throw error;
    });
  });
  return there;
}

/** Removes a database and whoever is still connected to it. For tests. */
export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await asAdmin(adminUrl, (admin) =>
    admin.query(`drop database if exists ${admin.escapeIdentifier(name)} with (force)`),
  );
}

/** Another login, or another database, of the same server; options such as `sslmode` stay. */
export function withLogin(url: string, user: string, password: string): string {
  const other = new URL(url);
  other.username = user;
  other.password = password;
  return other.href;
}

export function withDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(name)}`;
  return other.href;
}

/** The database a login names, unless it is the server's own `postgres`. */
export function databaseNamed(url: string): string | undefined {
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  return name === '' || name === 'postgres' ? undefined : name;
}

/** Host and port, for a sentence: never the password. */
export function serverOf(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname}:${port || 5432}`;
}

/** The database named in the login may not be there yet: then the server's own will do. */
async function asAdmin<T>(adminUrl: string, work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = await connect(withDatabase(adminUrl, 'postgres'))
    .catch((error: unknown) => {
      if (codeOf(error) === INVALID_CATALOG) return connect(adminUrl);
      throw error;
    })
    .catch((error: unknown) => {
      throw refusalOf(error, adminUrl);
    });
  try {
    return await work(admin);
  } catch (error) {
    throw refusalOf(error, adminUrl);
  } finally {
    await admin.end();
  }
}

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  await client.connect();
  return client;
}

function refusalOf(error: unknown, url: string): unknown {
  if (error instanceof OperatorError) return error;
  const said = error instanceof Error ? error.message || codeOf(error) : String(error);
  if (codeOf(error) === '42501') {
    return new OperatorError({
      id: `Login Postgres di ${serverOf(url)} tidak boleh membuat basis data atau peran (${said}): pakai login admin di LINDUNGI_DATABASE_URL.`,
      en: `The Postgres login at ${serverOf(url)} may not create databases or roles (${said}): use an admin login in LINDUNGI_DATABASE_URL.`,
    });
  }
  return new OperatorError({
    id: `Postgres di ${serverOf(url)} tidak dapat dipakai (${said}): periksa LINDUNGI_DATABASE_URL dan server itu.`,
    en: `Postgres at ${serverOf(url)} cannot be used (${said}): check LINDUNGI_DATABASE_URL and that server.`,
  });
}
