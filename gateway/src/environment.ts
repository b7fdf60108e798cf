import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { passKey } from '@lindungi/tenancy';
import { type Budgets, budgetsIn } from './budgets';
import { type Proxies, proxiesIn } from './visitor-address';

export const SUBGRAPHS = ['donors', 'beneficiaries', 'billing', 'benefits'] as const;
export type Subgraph = (typeof SUBGRAPHS)[number];

/** All the gateway is told from outside, read once and strictly. */
export interface GatewayEnvironment {
  production: boolean;
  port: number;
  bind: string;
  /** Where GET /metrics is asked; undefined: nowhere. */
  metricsPort: number | undefined;
  supergraph: string;
  /** Where it is read again, when the process is told to by SIGHUP. */
  supergraphFile: string;
  /** Manifest of stored operations, or a folder of such; read again with the supergraph. Undefined: none. */
  operations: string | undefined;
  /** Whether operations that are not stored are answered. */
  adHoc: boolean;
  subgraphs: Record<Subgraph, string>;
  passKey: KeyObject;
  personKey: KeyObject;
  /** Hosts that belong to no city: there the token alone tells the city. */
  neutralHosts: ReadonlySet<string>;
  allowedOrigins: ReadonlySet<string>;
  developmentIssuer: Record<string, unknown> | undefined;
  graphiql: boolean;
  introspection: boolean;
  /** Of each city whose file says nothing else; of this process. */
  budgets: Budgets;
  /** Who stands between visitors and this process, when that is known. */
  proxies: Proxies;
}

/** A setting is missing or wrong; the message names each and says what it should be. */
export class EnvironmentRefused extends Error {}

/**
 * Reads the environment of the gateway's process.
 *
 * @throws EnvironmentRefused naming every wrong setting at once
 */
export function gatewayEnvironment(env: NodeJS.ProcessEnv = process.env): GatewayEnvironment {
  const wrong: string[] = [];
  const required = (name: string): string => {
    const value = env[name];
    if (!value) wrong.push(`${name} is missing`);
    return value ?? '';
  };
  const production = env.NODE_ENV === 'production';
  const key = (name: string): KeyObject | undefined => {
    const text = required(name);
    if (!text) return undefined;
    try {
      return passKey(text);
    } catch {
      wrong.push(`${name} should be 32 bytes as base64url`);
      return undefined;
    }
  };
  const url = (name: string): string => {
    const text = required(name);
    if (text && !URL.canParse(text)) wrong.push(`${name} should be a URL`);
    return text.replace(/\/$/, '');
  };
  const portOf = (name: string, text: string): number => {
    const port = Number(text);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      wrong.push(`${name} should be a number from 0 to 65535`);
    return port;
  };
  const port = portOf('PORT', env.PORT ?? '4000');
  const { LINDUNGI_METRICS_PORT: metrics } = env;
  const metricsPort = metrics ? portOf('LINDUNGI_METRICS_PORT', metrics) : undefined;
  if (metricsPort && metricsPort === port)
    wrong.push('LINDUNGI_METRICS_PORT should be another port than PORT: it is not for the public');
  const operations = env.LINDUNGI_OPERATIONS || undefined;
  const adHoc = openOf(env.LINDUNGI_AD_HOC, operations, wrong);
  const supergraphFile = env.LINDUNGI_SUPERGRAPH ?? join(__dirname, '../supergraph.graphql');

  const settings = {
    production,
    port,
    metricsPort,
    bind: env.LINDUNGI_BIND ?? '127.0.0.1',
    supergraph: fileOf(supergraphFile, 'LINDUNGI_SUPERGRAPH', wrong),
    supergraphFile,
    operations,
    adHoc,
    subgraphs: Object.fromEntries(
      SUBGRAPHS.map((it) => [it, url(`LINDUNGI_${it.toUpperCase()}_URL`)]),
    ) as Record<Subgraph, string>,
    passKey: key('LINDUNGI_PASS_KEY') as KeyObject,
    personKey: key('LINDUNGI_PERSON_KEY') as KeyObject,
    budgets: budgetsIn(env.LINDUNGI_LIMITS ?? '', (what) => wrong.push(`LINDUNGI_LIMITS ${what}`)),
    proxies: proxiesIn(env.LINDUNGI_PROXIES ?? '', (what) => wrong.push(`LINDUNGI_PROXIES ${what}`)),
    neutralHosts: listOf(env.LINDUNGI_NEUTRAL_HOSTS ?? 'localhost,127.0.0.1'),
    allowedOrigins: listOf(env.LINDUNGI_ALLOWED_ORIGINS ?? ''),
    developmentIssuer: issuerOf(env.LINDUNGI_DEVELOPMENT_ISSUER, production, wrong),
    graphiql: adHoc && !production && env.LINDUNGI_GRAPHIQL !== 'off',
    introspection: adHoc && (!production || env.LINDUNGI_INTROSPECTION === 'on'),
  };
  if (wrong.length > 0) throw new EnvironmentRefused(`The gateway cannot start: ${wrong.join('; ')}.`);
  return settings;
}

/** `a, b` as a set; an empty text is an empty set. */
function listOf(text: string): ReadonlySet<string> {
  return new Set(
    text
      .split(',')
      .map((it) => it.trim())
      .filter(Boolean),
  );
}

/** Whether the door is open to operations that nobody stored. */
function openOf(text: string | undefined, operations: string | undefined, wrong: string[]): boolean {
  if (text && text !== 'on' && text !== 'off') wrong.push('LINDUNGI_AD_HOC should be on or off');
  if (text === 'off' && !operations)
    wrong.push('LINDUNGI_AD_HOC=off answers nothing without LINDUNGI_OPERATIONS');
  return text !== 'off';
}

function issuerOf(
  path: string | undefined,
  production: boolean,
  wrong: string[],
): Record<string, unknown> | undefined {
  if (!path) return undefined;
  if (production) {
    wrong.push(
      'LINDUNGI_DEVELOPMENT_ISSUER is refused in production: anybody with the file could sign in as anybody',
    );
    return undefined;
  }
  const text = fileOf(path, 'LINDUNGI_DEVELOPMENT_ISSUER', wrong);
  try {
    return JSON.parse(text || '{}') as Record<string, unknown>;
  } catch {
    wrong.push('LINDUNGI_DEVELOPMENT_ISSUER should name a JSON file with one key');
    return undefined;
  }
}

function fileOf(path: string, name: string, wrong: string[]): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    wrong.push(`${name} names a file that cannot be read: ${path}`);
    return '';
  }
}
