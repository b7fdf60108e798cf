import { join } from 'node:path';
import { lookAtDatabases } from '../doctor/databases';
import { type Finding, ill, lineOf, well } from '../doctor/finding';
import { lookAtMachine, lookAtPort } from '../doctor/machine';
import { lookAtProcesses } from '../doctor/processes';
import { type Environment, readEnvironment } from '../environment';
import { databaseNamed, withDatabase } from '../house/database';
import { DATABASE } from '../house/databases';
import { SERVICES, type ServiceName } from '../house/processes';
import { readSign } from '../house/sign';
import { ROOT } from '../place';
import { adminUrlIn } from '../postgres/cluster';

/**
 * Looks at everything the house stands on and says in a line each whether it is well.
 *
 * @returns 1 when anything is not
 */
export async function doctor(): Promise<number> {
  const environment = readEnvironment();
  const home = environment.home ?? join(ROOT, '.lindungi');
  let failed = false;
  const say = (findings: readonly Finding[]) => {
    for (const finding of findings) {
      console.log(lineOf(finding));
      failed ||= !finding.well;
    }
  };

  say(lookAtMachine(home));
  const sign = readSign(home);
  if (sign) say([well('Lindungi', `berjalan (proses ${sign.pid})`), ...(await lookAtProcesses(sign.urls))]);
  else {
    say([await lookAtPort(environment.port ?? 4000, environment.bind ?? '127.0.0.1')]);
    say([ill('Lindungi', 'tidak berjalan', 'Nyalakan dengan "npm start"')]);
  }
  const adminUrls = adminUrlsOf(environment, home);
  if (adminUrls) say(await lookAtDatabases(adminUrls, environment.production));
  else say([ill('Postgres', 'tidak berjalan', 'Nyalakan dengan "npm start"')]);
  return failed ? 1 : 0;
}

function adminUrlsOf(
  { databaseUrl, databaseUrls }: Environment,
  home: string,
): Record<ServiceName, string> | undefined {
  const general = databaseUrl ?? adminUrlIn(home);
  const urls = SERVICES.map((name) => [name, databaseUrls[name] ?? general] as const);
  if (urls.some(([, url]) => url === undefined)) return undefined;
  return Object.fromEntries(
    urls.map(([name, url]) => [name, withDatabase(url!, databaseNamed(url!) ?? DATABASE)]),
  ) as Record<ServiceName, string>;
}
