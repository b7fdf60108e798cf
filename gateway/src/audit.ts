import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { createGraph, LIMITS, type Limits } from '@lindungi/federation';
import { tellable } from './answer';
import type { Asker } from './caller';
import { createFront } from './front';
import type { Gateway } from './gateway';
import { MaskedLog } from './masked-log';
import { Metrics } from './metrics';
import { serveSockets } from './sockets';
import { storeOperations } from './stored-operations';
import { readAgain, readSupergraphFile } from './supergraph-file';
import { upstream } from './upstream';

/** How an auditor asks for the engine alone. */
export interface AuditSettings {
  /** A file, or a URL. */
  supergraph: string;
  port: number;
  bind: string;
  /** Limits and a hidden schema as in production: what the hostile requests of `test/hostile` are sent to. */
  strict: boolean;
  /** Manifest of stored operations, or a folder of such. */
  operations?: string | undefined;
}

/** The audit mode was asked for in a way it is not given; the message says how it would be. */
export class AuditRefused extends Error {}

const USAGE =
  'node dist/main.js --audit --supergraph <file or URL> --port <number> [--bind <loopback>] [--strict] [--operations <file or folder>]';
const LOOPBACK = /^(localhost|::1|127(\.\d{1,3}){3})$/;
const SUPERGRAPH_MS = 5_000;
/** Bytes of a request where no limit is asked for: a bound all the same, so that a slip does not fill the memory. */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * Reads `--audit` and what goes with it.
 *
 * @returns undefined when no audit is asked for
 * @throws AuditRefused when it is, but not on this machine alone: it serves anybody, and asks nobody for a token
 */
export function auditSettings(args: string[]): AuditSettings | undefined {
  if (!args.includes('--audit')) return undefined;
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = { audit: flag, supergraph: text, port: text, bind: text, strict: flag, operations: text };
  let given: { supergraph?: string; port?: string; bind?: string; strict?: boolean; operations?: string };
  try {
    given = parseArgs({ args, options }).values;
  } catch (error) {
    throw new AuditRefused(`${(error as Error).message}\n${USAGE}`);
  }
  const { supergraph, bind = '127.0.0.1', strict = false, operations } = given;
  const port = Number(given.port);
  if (!supergraph || !given.port) throw new AuditRefused(`The audit mode needs both of: ${USAGE}`);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new AuditRefused('--port should be a number from 0 to 65535.');
  if (!LOOPBACK.test(bind))
    throw new AuditRefused(
      'The audit mode asks nobody for a token, so it serves this machine alone: --bind 127.0.0.1',
    );
  return { supergraph, port, bind, strict, operations };
}

/** Serves any supergraph without tokens, cities and signing; its subgraphs are where it says they are. */
export async function startAudit(settings: AuditSettings, log: (line: object) => void): Promise<Gateway> {
  const limits: Limits | 'none' = settings.strict ? LIMITS : 'none';
  const metrics = new Metrics();
  const { fetch, subscribe } = upstream<Asker>({ urlOf: ({ url }) => url, metrics });
  const masked = new MaskedLog(log);
  const graph = createGraph<Asker>({
    supergraph: await supergraphOf(settings.supergraph),
    limits,
    planApart: true,
    introspection: !settings.strict,
    fetch,
    subscribe,
    rightsOf,
    maskError: (error) => tellable(error, masked),
    onAlarm: (line) => log({ level: 'warning', ...line }),
  });
  if (settings.operations) await storeOperations(graph, settings.operations, log);
  const shared = {
    graph,
    masked,
    metrics,
    mostBytes: limits === 'none' ? MOST_BYTES : limits.body,
    callerOf: async () => ANYBODY,
    origins: { allowed: new Set<string>(), development: false },
  };
  const front = createFront({ ...shared, graphiql: false });
  serveSockets(front, { ...shared, rightsOf });
  await new Promise<void>((ready, fail) => {
    front.once('error', fail);
    front.listen(settings.port, settings.bind, ready);
  });
  return {
    port: (front.address() as AddressInfo).port,
    readAgain: () => readAgain(graph, () => supergraphOf(settings.supergraph), log),
    // Nobody's work is lost with it, so it waits for nobody.
    stop: async () => {
      front.closeAllConnections();
      masked.flush();
    },
  };
}

const ANYBODY: Asker = { until: null };
/** Everybody is the same here, so equal reads are shared as they are in production. */
const rightsOf = () => '';

async function supergraphOf(place: string): Promise<string> {
  try {
    if (!/^https?:/.test(place)) return await readSupergraphFile(place);
    const answer = await fetch(place, { signal: AbortSignal.timeout(SUPERGRAPH_MS) });
    if (!answer.ok) throw new Error(`it answered ${answer.status}`);
    return await answer.text();
  } catch (error) {
    throw new AuditRefused(`The supergraph cannot be read from ${place}: ${(error as Error).message}`);
  }
}
