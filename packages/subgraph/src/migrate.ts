import { type Migration, prepareSchema } from '@lindungi/tenancy';
import type { MigrationEnvironment } from './environment';

/** Makes a service's roles, schema and tables what its migrations say, and tells so in one line on stdout. */
export async function migrateSubgraph({
  environment,
  ...what
}: {
  environment: MigrationEnvironment;
  migrations: readonly Migration[];
  extraSql?: string;
}): Promise<void> {
  await prepareSchema({ ...environment, ...what });
  process.stdout.write(`${JSON.stringify({ migrated: environment.service })}\n`);
}
