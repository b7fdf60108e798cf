import { join } from 'node:path';
import { lookAtDatabases } from '../doctor/databases';
import { type Finding, ill, lineOf, well } from '../doctor/finding';
import { lookAtMachine, lookAtPort } from '../doctor/machine';
import { lookAtProcesses } from '../doctor/processes';
import { readEnvironment } from '../environment';
import { adminUrlsOf } from '../house/admin-urls';
import { readSign } from '../house/sign';
import { ROOT } from '../place';

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
