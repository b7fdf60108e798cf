import { offerTestDatabase, readTestDatabase } from '../environment';
import { keep, startTestPostgres } from './test-postgres';

/**
 * Jest calls this once before the tests: it starts a Postgres and gives its admin login to every
 * test as LINDUNGI_TEST_DATABASE_URL. A login that is already there is used instead.
 */
async function setUp(): Promise<void> {
  if (readTestDatabase()) return;
  const server = await startTestPostgres();
  keep(server);
  offerTestDatabase(server.adminUrl);
}

export = setUp;
