import { migrationEnvironment, serviceEnvironment } from '@lindungi/subgraph';
import { cities } from '@lindungi/tenancy';

/** What billing is told from outside: besides the usual, the server key of every city's payment provider, and the key
 * of the codes on receipts: a new one makes every paper given out a stranger. */
export function billingEnvironment() {
  const names = [...cities().values()].map(({ payment }) => [payment.secret, 'text'] as const);
  const read = serviceEnvironment('billing', process.env, Object.fromEntries(names));
  const { own } = serviceEnvironment('billing', process.env, { LINDUNGI_RECEIPT_KEY: 'key' });
  return { ...read, receiptKey: own.LINDUNGI_RECEIPT_KEY };
}

export const billingMigrationEnvironment = () => migrationEnvironment('billing', process.env);
