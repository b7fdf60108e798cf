import { migrationEnvironment, serviceEnvironment } from '@lindungi/subgraph';
import { cities, paymentSecretNames } from '@lindungi/tenancy';

/**
 * What billing is told from outside: besides the usual, what every city's payment providers gave it, and the key of the
 * codes on receipts: a new one makes every paper given out a stranger.
 */
export function billingEnvironment() {
  const names = [...cities().values()].flatMap(paymentSecretNames).map((name) => [name, 'text'] as const);
  const read = serviceEnvironment('billing', process.env, Object.fromEntries(names));
  const { own } = serviceEnvironment('billing', process.env, { LINDUNGI_RECEIPT_KEY: 'key' });
  return { ...read, receiptKey: own.LINDUNGI_RECEIPT_KEY };
}

/** Where the providers that are asked again have their API; only a rehearsal has it elsewhere. */
export function providerUrls(): { XENDIT: string; MIDTRANS: string } {
  return {
    XENDIT: process.env.PAYMENT_URL_XENDIT || 'https://api.xendit.co',
    MIDTRANS: process.env.PAYMENT_URL_MIDTRANS || 'https://api.midtrans.com',
  };
}

/**
 * A folder with the law's data (`packages/jamsostek/parameters`), when it is newer than this build: what was issued by
 * another law is re-priced when the service starts. Undefined: the build's own.
 */
export const lawFolder = (): string | undefined => process.env.LINDUNGI_LAW_FOLDER || undefined;

export const billingMigrationEnvironment = () => migrationEnvironment('billing', process.env);

/** What is told to who writes the nightly check's alarms: a login that sees all cities. @throws Error when it is not told */
export function repairEnvironment(): { adminUrl: string } {
  const adminUrl = process.env.LINDUNGI_ADMIN_URL;
  if (!adminUrl) throw new Error('LINDUNGI_ADMIN_URL is missing.');
  return { adminUrl };
}
