import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { forgetEvents } from '@lindungi/events';
import { cities, wallRoles } from '@lindungi/tenancy';
import pg from 'pg';
import { tableOf } from '../doctor/table';
import { readEnvironment } from '../environment';
import { adminUrlsOf } from '../house/admin-urls';
import { SERVICES, type ServiceName } from '../house/processes';
import { OperatorError } from '../operator-error';
import { ROOT } from '../place';

/** Longer than any service may be down, and than any client may try again: what is younger stays. */
const DAYS = 90;
const LEAST_DAYS = 7;

/** What is kept only for a while, and the column that says since when; everything else stays for good. */
const KEPT_FOR_A_WHILE = { outbox: 'peristiwa', idempotency: 'kunci idempoten' } as const;

/**
 * Removes what was kept only so that it could be told or asked again: events of the outboxes and answers by
 * idempotency key, of all cities, older than `--days` (90). For every week. `--dry-run` only counts.
 *
 * @throws OperatorError when no Postgres runs, or for days that are too few
 */
export async function tidy(args: readonly string[]): Promise<number> {
  const { days, dryRun } = readTidy(args);
  const environment = readEnvironment();
  const adminUrls = adminUrlsOf(environment, environment.home ?? join(ROOT, '.lindungi'));
  if (!adminUrls) {
    throw new OperatorError({
      id: 'Postgres tidak berjalan: nyalakan dengan "npm start", atau sebut dengan LINDUNGI_DATABASE_URL.',
      en: 'No Postgres runs here: start it with "npm start", or name one with LINDUNGI_DATABASE_URL.',
    });
  }
  const rows: string[][] = [['layanan', 'yang disimpan sementara', 'lebih tua', 'dibuang']];
  for (const service of SERVICES) {
    const old = await tidied(adminUrls[service], service, days, dryRun);
    for (const [what, count] of Object.entries(old)) {
      rows.push([service, what, String(count), dryRun ? '0' : String(count)]);
    }
  }
  console.log(tableOf(rows));
  if (dryRun) console.log(`\nHanya dihitung: yang lebih tua dari ${days} hari belum dibuang.`);
  return 0;
}

/** @throws OperatorError */
export function readTidy(args: readonly string[]): { days: number; dryRun: boolean } {
  const { values } = parseArgs({
    args: [...args],
    options: { days: { type: 'string' }, 'dry-run': { type: 'boolean' } },
  });
  const days = values.days === undefined ? DAYS : Number(values.days);
  if (!Number.isSafeInteger(days) || days < LEAST_DAYS) {
    throw new OperatorError({
      id: `--days adalah bilangan bulat, paling sedikit ${LEAST_DAYS}: layanan lain harus sempat mendengar.`,
      en: `--days is a whole number, ${LEAST_DAYS} at least: other services must have had time to hear.`,
    });
  }
  return { days, dryRun: values['dry-run'] ?? false };
}

/** How many were older, by what they are; city after city, each bound in turn as everywhere. */
async function tidied(url: string, service: ServiceName, days: number, dryRun: boolean) {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  const counts: Record<string, number> = {};
  try {
    await admin.query(`set search_path = ${service}; set role ${wallRoles(service).owner}`);
    for (const city of cities().keys()) {
      await admin.query('begin');
      await admin.query(`select set_config('app.city', $1, true)`, [city]);
      for (const [table, what] of Object.entries(KEPT_FOR_A_WHILE)) {
        const { rows } = await admin.query<{ count: number }>(
          `select count(*)::int from ${table} where city_id = $1 and at < now() - make_interval(days => $2)`,
          [city, days],
        );
        counts[what] = (counts[what] ?? 0) + rows[0]!.count;
      }
      if (!dryRun) {
        await admin.query(forgetEvents(service, [city], days));
        await admin.query(
          `delete from idempotency where city_id = $1 and at < now() - make_interval(days => $2)`,
          [city, days],
        );
      }
      await admin.query('commit');
    }
  } finally {
    await admin.end();
  }
  return counts;
}
