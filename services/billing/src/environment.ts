import { migrationEnvironment, serviceEnvironment } from '@lindungi/subgraph';
import { cities } from '@lindungi/tenancy';

/** What billing is told from outside: besides the usual, the server key of every city's payment provider. */
export function billingEnvironment() {
  const names = [...cities().values()].map(({ payment }) => [payment.secret, 'text'] as const);
  return serviceEnvironment('billing', process.env, Object.fromEntries(names));
}

export const billingMigrationEnvironment = () => migrationEnvironment('billing', process.env);
