import { mendOutbox } from '@lindungi/events';
import { checkPostgres, type Migration, prepareSchema } from '@lindungi/tenancy';
import type { MigrationEnvironment } from './environment';

/**
 * Makes a service's roles, schema and tables what its migrations say, and tells so in one line on stdout. An
 * outbox that was restored into another cluster is made to speak again on the way.
 *
 * @throws PostgresTooOld in production, before anything is changed
 */
export async function migrateSubgraph({
  environment,
  migrations,
  extraSql = '',
}: {
  environment: MigrationEnvironment;
  migrations: readonly Migration[];
  extraSql?: string;
}): Promise<void> {
  await checkPostgres(environment.adminUrl, environment.production);
  const outbox = mendOutbox(environment.service);
  await prepareSchema({ ...environment, migrations, extraSql: `${outbox}\n${extraSql}` });
  process.stdout.write(`${JSON.stringify({ migrated: environment.service })}\n`);
}
