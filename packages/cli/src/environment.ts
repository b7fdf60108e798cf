import { resolve } from 'node:path';
import { SERVICES, type ServiceName } from './house/processes';
import { OperatorError } from './operator-error';

/** What the operator may set, read once and whole. */
export interface Environment {
  home?: string;
  port?: number;
  postgresPort?: number;
  bind?: string;
  today?: string;
  databaseUrl?: string;
  databaseUrls: Partial<Record<ServiceName, string>>;
  secret?: string;
  /** Whom the commands that ask the graph speak for. */
  token?: string;
  production: boolean;
  /** `PAYMENT_SECRET_<city>`, as the city files name them. */
  paymentSecrets: Record<string, string>;
  /** `LINDUNGI_S3_*`, where papers shall lie in a bucket; benefits says which of them it misses. */
  bucket: Record<string, string>;
  /** Manifest of stored operations, or a folder of such, for the gateway. */
  operations?: string;
  /** Whether the gateway answers operations that are not stored; undefined: as it does by itself. */
  adHoc?: 'on' | 'off';
}

type Words = { id: string; en: string };

/** @throws OperatorError listing every mistake at once. */
export function readEnvironment(env: NodeJS.ProcessEnv = process.env): Environment {
  const mistakes: Words[] = [];
  const read = <T>(name: string, fit: (text: string) => T | undefined, asks: Words): T | undefined => {
    const text = env[name];
    if (text === undefined || text === '') return undefined;
    const value = fit(text);
    if (value === undefined) {
      mistakes.push({ id: `${name} harus ${asks.id}`, en: `${name} must be ${asks.en}` });
    }
    return value;
  };

  const port = (name: string) =>
    read(name, asPort, { id: 'angka 0 sampai 65535', en: 'a number from 0 to 65535' });
  const database = (name: string) =>
    read(name, asPostgresUrl, {
      id: 'postgres://pengguna:sandi@mesin/basisdata',
      en: 'postgres://user:password@host/database',
    });

  const environment: Environment = {
    home: env.LINDUNGI_HOME || undefined,
    port: port('LINDUNGI_PORT'),
    postgresPort: port('LINDUNGI_POSTGRES_PORT'),
    bind: env.LINDUNGI_BIND || undefined,
    today: read('LINDUNGI_TODAY', asDate, { id: 'tanggal seperti 2026-11-22', en: 'a date like 2026-11-22' }),
    databaseUrl: database('LINDUNGI_DATABASE_URL'),
    databaseUrls: Object.fromEntries(
      SERVICES.map((service) => [service, database(`LINDUNGI_${service.toUpperCase()}_DATABASE_URL`)]).filter(
        ([, url]) => url !== undefined,
      ),
    ),
    secret: read('LINDUNGI_SECRET', (text) => (text.length >= 32 ? text : undefined), {
      id: 'sedikitnya 32 huruf acak',
      en: 'at least 32 random characters',
    }),
    token: env.LINDUNGI_TOKEN || undefined,
    production: env.NODE_ENV === 'production',
    paymentSecrets: beginningWith(env, 'PAYMENT_SECRET_'),
    bucket: beginningWith(env, 'LINDUNGI_S3_'),
    // The gateway runs in a folder of its own.
    operations: env.LINDUNGI_OPERATIONS ? resolve(env.LINDUNGI_OPERATIONS) : undefined,
    adHoc: read('LINDUNGI_AD_HOC', (text) => (text === 'on' || text === 'off' ? text : undefined), {
      id: 'on atau off',
      en: 'on or off',
    }),
  };
  if (environment.production && environment.today) {
    mistakes.push({
      id: 'LINDUNGI_TODAY tidak boleh ada di production',
      en: 'LINDUNGI_TODAY is refused in production',
    });
  }
  if (mistakes.length > 0) {
    throw new OperatorError({
      id: `Pengaturan keliru: ${mistakes.map((it) => it.id).join('; ')}.`,
      en: `Wrong setting: ${mistakes.map((it) => it.en).join('; ')}.`,
    });
  }
  return environment;
}

/** The few settings of the machine that a process of the house keeps; never a secret, never a URL. */
export function machineEnvironment(env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const kept = [
    'PATH',
    'HOME',
    'LANG',
    'LC_ALL',
    'TMPDIR',
    'NODE_EXTRA_CA_CERTS',
    'SSL_CERT_FILE',
    'SSL_CERT_DIR',
  ];
  return Object.fromEntries(kept.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}

/** Admin login of the server that jest's setup started. */
export function readTestDatabase(): string | undefined {
  return process.env.LINDUNGI_TEST_DATABASE_URL || undefined;
}

/** Jest's workers, started after this, inherit it. */
export function offerTestDatabase(url: string): void {
  process.env.LINDUNGI_TEST_DATABASE_URL = url;
}

function beginningWith(env: NodeJS.ProcessEnv, word: string): Record<string, string> {
  const named = (entry: [string, string | undefined]): entry is [string, string] =>
    entry[0].startsWith(word) && !!entry[1];
  return Object.fromEntries(Object.entries(env).filter(named));
}

function asPort(text: string): number | undefined {
  const port = Number(text);
  return /^\d+$/.test(text) && port <= 65_535 ? port : undefined;
}

function asDate(text: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? text : undefined;
}

function asPostgresUrl(text: string): string | undefined {
  const url = URL.parse(text);
  return url && ['postgres:', 'postgresql:'].includes(url.protocol) && url.hostname ? text : undefined;
}
