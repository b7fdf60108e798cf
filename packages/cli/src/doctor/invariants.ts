import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { folderOf, type ServiceName } from '../house/processes';
import { ROOT } from '../place';

/** An invariant that does not hold, and how many rows say so. */
export interface Broken {
  sentence: string;
  rows: number;
  /** How many of them are of which city; null where a row names none. */
  byCity: ReadonlyMap<string | null, number>;
}

/** What a service says must always be true of its tables, asked of the tables. */
export interface Invariants {
  asked: number;
  broken: Broken[];
}

const MEMORY = 8 * 1024 * 1024;
const run = promisify(execFile);

/**
 * Asks a service's own invariants of its database, as a login that sees every city.
 *
 * The service prints them (`dist/checks.js`), because they are queries over tables that only it knows.
 *
 * @throws Error when the login is held by row security: it would find nothing wrong anywhere
 */
export async function invariantsOf(service: ServiceName, adminUrl: string): Promise<Invariants> {
  const { stdout } = await run(process.execPath, [join(ROOT, folderOf(service), 'dist/checks.js')], {
    maxBuffer: MEMORY,
  });
  const checks = Object.entries(JSON.parse(stdout) as Record<string, string>);
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('begin transaction isolation level repeatable read read only');
    await client.query('set local row_security = off');
    const broken: Broken[] = [];
    for (const [sentence, query] of checks) {
      const { rows } = await client.query<{ city_id?: string }>(query);
      if (rows.length > 0) broken.push({ sentence, rows: rows.length, byCity: countByCity(rows) });
    }
    return { asked: checks.length, broken };
  } finally {
    await client.end();
  }
}

function countByCity(rows: readonly { city_id?: string }[]): Map<string | null, number> {
  const counts = new Map<string | null, number>();
  for (const { city_id = null } of rows) counts.set(city_id, (counts.get(city_id) ?? 0) + 1);
  return counts;
}
