import { join } from 'node:path';
import { withLogin } from './database';
import { type ProcessName, SERVICES, type ServiceName } from './processes';
import type { Keys } from './secret';

/** What must be known before anything is started. */
export interface Plan {
  root: string;
  bind: string;
  production: boolean;
  today: string | undefined;
  ports: Readonly<Record<ProcessName, number>>;
  adminUrls: Readonly<Record<ServiceName, string>>;
  keys: Keys;
  /** By the names in the city files. */
  paymentSecrets: Readonly<Record<string, string>>;
  /** Folder of the papers that families hand in; each is sealed. */
  blobs: string;
  /** The bucket they lie in instead, by its variables; empty for none. */
  bucket: Readonly<Record<string, string>>;
  /** Whole path of the stored operations' manifest, or of a folder of such; undefined: none. */
  operations?: string | undefined;
  adHoc?: 'on' | 'off' | undefined;
  /** Where the sample bank answers who asks again; undefined in production. */
  bankUrl?: string | undefined;
  /** Path of the development issuer's key; undefined in production. */
  issuer: string | undefined;
  /** What every process keeps of the machine's own environment. */
  machine: Readonly<Record<string, string>>;
  more: Partial<Record<ProcessName, Record<string, string>>>;
}

type Variables = Record<string, string>;

/** Base URL of each process. */
export function urlsOf({ bind, ports }: Pick<Plan, 'bind' | 'ports'>): Record<ProcessName, string> {
  // Whoever listens everywhere also listens here.
  const host = ['0.0.0.0', '::', ''].includes(bind) ? '127.0.0.1' : bind.includes(':') ? `[${bind}]` : bind;
  return mapProcesses((name) => `http://${host}:${ports[name]}`);
}

/** The environment of each process: only its own keys, and never an admin login. */
export function environmentsOf(plan: Plan): Record<ProcessName, Variables> {
  const urls = urlsOf(plan);
  const shared = (name: ProcessName): Variables => ({
    ...plan.machine,
    NODE_ENV: plan.production ? 'production' : 'development',
    PORT: String(plan.ports[name]),
    LINDUNGI_BIND: plan.bind,
    LINDUNGI_PASS_KEY: plan.keys('pass'),
    ...Object.fromEntries(SERVICES.map((it) => [`LINDUNGI_${it.toUpperCase()}_URL`, urls[it]])),
  });
  return mapProcesses((name) => ({
    ...shared(name),
    ...(name === 'gateway' ? ofGateway(plan) : ofService(plan, name)),
    ...plan.more[name],
  }));
}

/** The environment of each service's migration: an admin login, and the passwords to give out. */
export function migrationEnvironmentsOf(plan: Plan): Record<ServiceName, Variables> {
  const of = (name: ServiceName): Variables => ({
    ...plan.machine,
    NODE_ENV: plan.production ? 'production' : 'development',
    LINDUNGI_ADMIN_URL: plan.adminUrls[name],
    LINDUNGI_RUNTIME_PASSWORD: plan.keys(`role ${name}`),
    LINDUNGI_RELAY_PASSWORD: plan.keys(`role ${name}_relay`),
  });
  return Object.fromEntries(SERVICES.map((name) => [name, of(name)])) as Record<ServiceName, Variables>;
}

/**
 * What the Node of a process is told, by npm start, docker-compose.yml and the benches; on its command line, since Node
 * takes some of it by no other way.
 */
export const NODE_FLAGS: Readonly<Partial<Record<ProcessName, readonly string[]>>> = {
  // Nearly all it makes is gone with its request, if there is room until then; all of the room is held from the start, so
  // that its memory does not grow in use. What that costs: packages/federation/README.md.
  gateway: ['--max-semi-space-size=16', '--min-semi-space-size=16'],
  // A long roster is gone line by line; a large young generation would keep tens of megabytes of lines that nobody needs
  // any more.
  donors: ['--max-semi-space-size=4'],
};

/**
 * What the gateway is told where tests and benches ask: there one person, at one machine, asks as often as all of a
 * city. Its limits are on, and beyond reach.
 */
export const BUSY_GATEWAY = { LINDUNGI_LIMITS: 'all 1000000/1000000/1000000' };

function ofGateway({ keys, root, issuer, operations, adHoc }: Plan): Variables {
  return {
    LINDUNGI_PERSON_KEY: keys('person'),
    LINDUNGI_SUPERGRAPH: join(root, 'gateway/supergraph.graphql'),
    ...(operations && { LINDUNGI_OPERATIONS: operations }),
    ...(adHoc && { LINDUNGI_AD_HOC: adHoc }),
    ...(issuer && { LINDUNGI_DEVELOPMENT_ISSUER: issuer }),
  };
}

function ofService(plan: Plan, name: ServiceName): Variables {
  const { keys, adminUrls, today } = plan;
  const own: Record<ServiceName, Variables> = {
    donors: { LINDUNGI_PERSON_KEY: keys('person') },
    beneficiaries: {
      LINDUNGI_NIK_KEY: keys('nik'),
      LINDUNGI_NIK_INDEX_KEY: keys('nik index'),
      LINDUNGI_REGISTRY_KEY: keys('registry'),
    },
    billing: {
      ...plan.paymentSecrets,
      ...(plan.bankUrl && { PAYMENT_URL_XENDIT: plan.bankUrl }),
      LINDUNGI_RECEIPT_KEY: keys('receipt'),
    },
    benefits: { LINDUNGI_DOCUMENT_KEY: keys('document'), LINDUNGI_BLOB_DIR: plan.blobs, ...plan.bucket },
  };
  return {
    LINDUNGI_RUNTIME_URL: withLogin(adminUrls[name], name, keys(`role ${name}`)),
    LINDUNGI_RELAY_URL: withLogin(adminUrls[name], `${name}_relay`, keys(`role ${name}_relay`)),
    LINDUNGI_CURSOR_KEY: keys(`cursor ${name}`),
    ...(today && { LINDUNGI_TODAY: today }),
    ...own[name],
  };
}

function mapProcesses<T>(to: (name: ProcessName) => T): Record<ProcessName, T> {
  return Object.fromEntries((['gateway', ...SERVICES] as const).map((name) => [name, to(name)])) as Record<
    ProcessName,
    T
  >;
}
