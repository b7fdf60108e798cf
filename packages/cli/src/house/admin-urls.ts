import type { Environment } from '../environment';
import { adminUrlIn } from '../postgres/cluster';
import { databaseNamed, withDatabase } from './database';
import { DATABASE } from './databases';
import { SERVICES, type ServiceName } from './processes';

/**
 * The admin login to each service's database, as the environment names them or as the house in `home` runs its own.
 *
 * @returns undefined when none is named and none runs
 */
export function adminUrlsOf(
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
