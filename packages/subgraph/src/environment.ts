import type { KeyObject } from 'node:crypto';
import { type LocalDate, localDate } from '@lindungi/jamsostek';
import { passKey } from '@lindungi/tenancy';
import { z } from 'zod';

const services = ['donors', 'beneficiaries', 'billing', 'benefits'] as const;
export type ServiceName = (typeof services)[number];

/** What a service process is told from outside, checked and read. */
export interface ServiceEnvironment<Own = Readonly<Record<never, never>>> {
  readonly service: ServiceName;
  readonly production: boolean;
  /** 0 lets the system choose; the ready line says which. */
  readonly port: number;
  readonly bind: string;
  readonly runtimeUrl: string;
  readonly relayUrl: string;
  readonly passKey: KeyObject;
  readonly cursorKey: KeyObject;
  /** A day that stands still, for rehearsals; never in production. */
  readonly today?: LocalDate;
  /** Connections of the runtime pool. */
  readonly pool: number;
  readonly urls: Readonly<Record<ServiceName, string>>;
  /** What only this service is told, by the variable's name. */
  readonly own: Own;
}

/** What the process that prepares a service's tables is told. */
export interface MigrationEnvironment {
  readonly service: ServiceName;
  /** Then a Postgres with holes in row security is refused, not only warned of. */
  readonly production: boolean;
  /** A login that may create roles. */
  readonly adminUrl: string;
  readonly runtimePassword: string;
  readonly relayPassword: string;
}

/** All mistakes of the environment in one sentence; it names variables and never shows what they hold. */
export class EnvironmentMalformed extends Error {
  constructor(service: string, mistakes: readonly string[]) {
    super(`${service} cannot start with this environment: ${mistakes.join('; ')}.`);
    this.name = 'EnvironmentMalformed';
  }
}

/** A variable of one service: 32 bytes as base64url, or a text. */
export type OwnKinds = Readonly<Record<string, 'key' | 'text'>>;
type OwnOf<Kinds extends OwnKinds> = {
  readonly [Name in keyof Kinds]: Kinds[Name] extends 'key' ? KeyObject : string;
};

type Variables = Readonly<Record<string, string | undefined>>;

const said = (message: string) => ({ error: message });
const text = z.string(said('is missing')).min(1, 'is empty');
const url = (protocol: RegExp, like: string) =>
  text.refine((it) => isUrl(it, protocol), `is no URL like ${like}`);
const postgresUrl = url(/^postgres(ql)?:$/, 'postgres://role@host:5432/name');
const whole = (from: number, to: number) => {
  const message = `is no whole number from ${from} to ${to}`;
  return z
    .string(said('is missing'))
    .regex(/^\d{1,5}$/, message)
    .transform(Number)
    .refine((it) => it >= from && it <= to, message);
};
const key = text.transform((it, context) => {
  try {
    return passKey(it);
  } catch {
    context.addIssue('is no key of 32 bytes in base64url');
    return z.NEVER;
  }
});
const day = text.transform((it, context) => {
  try {
    return localDate(it);
  } catch {
    context.addIssue("is no day like '2026-11-22'");
    return z.NEVER;
  }
});
const http = url(/^https?:$/, 'http://127.0.0.1:4001');

const shape = {
  NODE_ENV: z
    .enum(['production', 'development', 'test'], said('is none of production, development, test'))
    .optional(),
  PORT: whole(0, 65_535),
  LINDUNGI_BIND: text.default('127.0.0.1'),
  LINDUNGI_RUNTIME_URL: postgresUrl,
  LINDUNGI_RELAY_URL: postgresUrl,
  LINDUNGI_PASS_KEY: key,
  LINDUNGI_CURSOR_KEY: key,
  LINDUNGI_TODAY: day.optional(),
  LINDUNGI_POOL: whole(1, 200).default(8),
  LINDUNGI_DONORS_URL: http,
  LINDUNGI_BENEFICIARIES_URL: http,
  LINDUNGI_BILLING_URL: http,
  LINDUNGI_BENEFITS_URL: http,
};

/**
 * Reads the environment of a service process.
 *
 * @param own  variables only this service knows, by name: 'key' is 32 bytes in base64url, 'text' anything
 * @throws EnvironmentMalformed  with all mistakes at once
 */
export function serviceEnvironment<const Kinds extends OwnKinds = Readonly<Record<never, never>>>(
  service: ServiceName,
  env: Variables = process.env,
  own: Kinds = {} as Kinds,
): ServiceEnvironment<OwnOf<Kinds>> {
  const kinds = Object.fromEntries(
    Object.entries(own).map(([name, kind]) => [name, kind === 'key' ? key : text]),
  );
  const known = z.object({ ...kinds, ...shape });
  const it = readBy(known, service, env, ({ NODE_ENV, LINDUNGI_TODAY }) =>
    NODE_ENV === 'production' && LINDUNGI_TODAY ? ['LINDUNGI_TODAY may not stand still in production'] : [],
  );
  return {
    service,
    production: it.NODE_ENV === 'production',
    port: it.PORT,
    bind: it.LINDUNGI_BIND,
    runtimeUrl: it.LINDUNGI_RUNTIME_URL,
    relayUrl: it.LINDUNGI_RELAY_URL,
    passKey: it.LINDUNGI_PASS_KEY,
    cursorKey: it.LINDUNGI_CURSOR_KEY,
    ...(it.LINDUNGI_TODAY && { today: it.LINDUNGI_TODAY }),
    pool: it.LINDUNGI_POOL,
    urls: {
      donors: it.LINDUNGI_DONORS_URL,
      beneficiaries: it.LINDUNGI_BENEFICIARIES_URL,
      billing: it.LINDUNGI_BILLING_URL,
      benefits: it.LINDUNGI_BENEFITS_URL,
    },
    own: Object.fromEntries(
      Object.keys(own).map((name) => [name, (it as Record<string, unknown>)[name]]),
    ) as OwnOf<Kinds>,
  };
}

/**
 * Reads the environment of a service's migration.
 *
 * @throws EnvironmentMalformed  with all mistakes at once
 */
export function migrationEnvironment(
  service: ServiceName,
  env: Variables = process.env,
): MigrationEnvironment {
  const known = z.object({
    LINDUNGI_ADMIN_URL: postgresUrl,
    LINDUNGI_RUNTIME_PASSWORD: text,
    LINDUNGI_RELAY_PASSWORD: text,
  });
  const it = readBy(known, service, env, () => []);
  return {
    service,
    production: env.NODE_ENV === 'production',
    adminUrl: it.LINDUNGI_ADMIN_URL,
    runtimePassword: it.LINDUNGI_RUNTIME_PASSWORD,
    relayPassword: it.LINDUNGI_RELAY_PASSWORD,
  };
}

function readBy<Shape extends z.ZodObject>(
  known: Shape,
  service: string,
  env: Variables,
  more: (read: Variables) => string[],
): z.output<Shape> {
  const read = known.safeParse(env);
  const mistakes = (read.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`);
  mistakes.push(...more(env));
  if (!read.success || mistakes.length > 0) throw new EnvironmentMalformed(service, mistakes);
  return read.data;
}

function isUrl(it: string, protocol: RegExp): boolean {
  return URL.canParse(it) && protocol.test(new URL(it).protocol);
}
