import { join } from 'node:path';
import { cities } from '@lindungi/tenancy';
import { invariantsOf } from '../doctor/invariants';
import { type Repair, raiseRepairs } from '../doctor/repairs';
import { tableOf } from '../doctor/table';
import { readEnvironment } from '../environment';
import { adminUrlsOf } from '../house/admin-urls';
import { SERVICES, type ServiceName } from '../house/processes';
import { OperatorError } from '../operator-error';
import { ROOT } from '../place';

/**
 * Asks every service whether what must always be true of its tables is true, in all cities; prints a table, and
 * raises an alarm for each thing a person must repair. It only looks, besides that: for every night.
 *
 * @returns 1 when anything is not true
 * @throws OperatorError when no Postgres runs, or none is named
 */
export async function check(): Promise<number> {
  const environment = readEnvironment();
  const adminUrls = adminUrlsOf(environment, environment.home ?? join(ROOT, '.lindungi'));
  if (!adminUrls) {
    throw new OperatorError({
      id: 'Postgres tidak berjalan: nyalakan dengan "npm start", atau sebut dengan LINDUNGI_DATABASE_URL.',
      en: 'No Postgres runs here: start it with "npm start", or name one with LINDUNGI_DATABASE_URL.',
    });
  }
  const rows: string[][] = [['layanan', 'kota', 'baris', 'yang harus selalu benar']];
  const repairs: Repair[] = [];
  for (const service of SERVICES) {
    const { asked, broken } = await invariantsOf(service, adminUrls[service]);
    if (broken.length === 0) rows.push([service, 'semua', '0', `${asked} kepastian, semuanya benar`]);
    for (const { sentence, byCity } of broken) {
      for (const [city, count] of byCity) {
        rows.push([service, city ?? 'semua', String(count), `TIDAK BENAR: ${sentence}`]);
        repairs.push(...repairsOf(service, city, sentence));
      }
    }
  }
  console.log(tableOf(rows));
  if (repairs.length === 0) return 0;
  const raised = await raiseRepairs(adminUrls.billing, repairs);
  console.log(`\n${raised} tugas perbaikan baru dicatat sebagai alarm.`);
  return 1;
}

/** What is wrong in no city alone is every city's to repair. */
function repairsOf(service: ServiceName, city: string | null, sentence: string): Repair[] {
  const codes = city === null ? [...cities().keys()] : [city];
  return codes.map((code) => ({ city: code, reference: `${service}: ${sentence}` }));
}
