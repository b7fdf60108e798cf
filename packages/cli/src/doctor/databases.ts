import { auditWall, checkPostgres, PostgresTooOld, wallRoles } from '@lindungi/tenancy';
import { Client } from 'pg';
import { serverOf } from '../house/database';
import { SERVICES, type ServiceName } from '../house/processes';
import { type Finding, ill, well } from './finding';
import { invariantsOf } from './invariants';

const SAFE = ['data_checksums', 'fsync', 'full_page_writes', 'synchronous_commit'];

/** The servers: version and safety; then, for each service, its roles and its wall. */
export async function lookAtDatabases(
  adminUrls: Readonly<Record<ServiceName, string>>,
  production: boolean,
): Promise<Finding[]> {
  const servers = [...new Set(Object.values(adminUrls))];
  const found = await Promise.all([
    ...servers.map((url) => guarded(`Postgres ${serverOf(url)}`, () => server(url, production))),
    ...SERVICES.map((name) => guarded(`Dinding ${name}`, () => wall(adminUrls[name], name))),
    ...SERVICES.map((name) => guarded(`Isi ${name}`, () => contents(adminUrls[name], name))),
  ]);
  return found.flat();
}

async function guarded(what: string, look: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await look();
  } catch (error) {
    const seen = (error as Error).message || String(error);
    return [ill(what, seen, 'Nyalakan dengan "npm start", atau periksa LINDUNGI_DATABASE_URL')];
  }
}

async function server(url: string, production: boolean): Promise<Finding[]> {
  const what = `Postgres ${serverOf(url)}`;
  return [await version(what, url, production), await durability(what, url)];
}

async function version(what: string, url: string, production: boolean): Promise<Finding> {
  try {
    const { version: seen, warning } = await checkPostgres(url, production);
    return well(what, warning ? `${seen}, cukup untuk mencoba saja (${warning})` : seen);
  } catch (error) {
    if (!(error instanceof PostgresTooOld)) throw error;
    return ill(
      what,
      error.message,
      'Perbarui Postgres itu, atau sebut server lain dengan LINDUNGI_DATABASE_URL',
    );
  }
}

/** What a power cut must not take away. */
async function durability(what: string, url: string): Promise<Finding> {
  const settings = await ask(url, (client) =>
    client.query<{ name: string }>(`select name from pg_settings where name = any($1) and setting <> 'on'`, [
      SAFE,
    ]),
  );
  const off = settings.rows.map((row) => row.name);
  if (off.length === 0) return well(what, 'tahan mati listrik');
  return ill(
    what,
    `${off.join(', ')} tidak menyala`,
    'Nyalakan di postgresql.conf: data dapat hilang saat listrik mati',
  );
}

async function wall(url: string, service: ServiceName): Promise<Finding[]> {
  const faults = await ask(url, (client) => auditWall(client, service, wallRoles(service)));
  if (faults.length === 0)
    return [well(`Dinding ${service}`, 'utuh: peran, keamanan baris, dan kunci memisahkan kota')];
  return faults.map(({ kind, what }) =>
    ill(
      `Dinding ${service}`,
      `${kind} ${what}`,
      'Jalankan "npm start" agar migrasi melengkapinya; bila tetap, jangan dipakai',
    ),
  );
}

async function contents(url: string, service: ServiceName): Promise<Finding[]> {
  const { asked, broken } = await invariantsOf(service, url);
  if (broken.length === 0) return [well(`Isi ${service}`, `${asked} kepastian ditanyakan, semuanya benar`)];
  return broken.map(({ sentence, rows }) =>
    ill(
      `Isi ${service}`,
      `tidak benar bahwa ${sentence} (${rows} baris)`,
      'Jangan diubah sendiri; hubungi pengembang',
    ),
  );
}

async function ask<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
