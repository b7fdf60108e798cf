import pg from 'pg';

/** What answered, and what is wrong with it if that is bearable here. */
export interface PostgresSeen {
  version: string;
  warning?: string;
}

/** This Postgres does not keep cities apart as it should, or is no longer cared for. */
export class PostgresTooOld extends Error {}

/**
 * The first minor release of each major in which row security holds: before, INSERT … ON CONFLICT
 * DO UPDATE could read other cities' rows (CVE-2026-120154) and write them (CVE-2026-16237).
 */
const FLOORS: Readonly<Record<number, number>> = { 15: 150020, 16: 160016, 17: 170012, 18: 180007 };
const OLDEST_MAJOR = 15;

/**
 * Looks at the server before a service trusts it with two cities.
 *
 * @param url         any login
 * @param production  then a server below the floor is refused instead of warned about
 * @throws PostgresTooOld  below the floor in production; below Postgres 15 always
 */
export async function checkPostgres(url: string, production: boolean): Promise<PostgresSeen> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ number: string; version: string }>(
      `select current_setting('server_version_num') as number, current_setting('server_version') as version`,
    );
    return judgePostgres(Number(rows[0]!.number), rows[0]!.version, production);
  } finally {
    await client.end();
  }
}

/** The judgement alone. @param number  server_version_num, such as 180004 */
export function judgePostgres(number: number, version: string, production: boolean): PostgresSeen {
  const major = Math.trunc(number / 10_000);
  const floor = FLOORS[major];
  if (major < OLDEST_MAJOR) {
    throw new PostgresTooOld(`PostgreSQL ${version} is no longer maintained; use 15 or newer.`);
  }
  if (floor === undefined || number >= floor) return { version };
  const warning = `PostgreSQL ${version} has holes in row security; use ${major}.${floor % 10_000} or newer.`;
  if (production) throw new PostgresTooOld(warning);
  return { version, warning };
}
