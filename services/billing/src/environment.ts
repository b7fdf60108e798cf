import { migrationEnvironment, serviceEnvironment } from '@lindungi/subgraph';
import { cities } from '@lindungi/tenancy';

/** What billing is told from outside: besides the usual, the server key of every city's payment provider. */
export function billingEnvironment() {
  const names = [...cities().values()].map(({ payment }) => [payment.secret, 'text'] as const);
  return serviceEnvironment('billing', process.env, Object.fromEntries(names));
}

export const billingMigrationEnvironment = () => migrationEnvironment('billing', process.env);

/** What is told to who writes the nightly check's alarms: a login that sees all cities. @throws Error when it is not told */
export function repairEnvironment(): { adminUrl: string } {
  const adminUrl = process.env.LINDUNGI_ADMIN_URL;
  if (!adminUrl) throw new Error('LINDUNGI_ADMIN_URL is missing.');
  return { adminUrl };
}
