import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { createGraph, type Graph, type Limits } from '@lindungi/federation';
import { cities } from '@lindungi/tenancy';
import type { JWK } from 'jose';
import { tellable } from './answer';
import { type Caller, callerReader, cityAt } from './caller';
import type { GatewayEnvironment } from './environment';
import { createFront } from './front';
import { FILE_ROOMS, type Keepers } from './keepers';
import { MaskedLog } from './masked-log';
import { Metrics } from './metrics';
import { openMetrics } from './metrics-door';
import { SEATS, Seats, seated } from './seats';
import { serveSockets } from './sockets';
import { storeAgain, storeOperations } from './stored-operations';
import { readAgain, readSupergraphFile, refuseUnknownSubgraphs } from './supergraph-file';
import { tokenReader } from './token';
import { CityTurnstiles } from './turnstiles';
import { passFor, rightsReader, upstream } from './upstream';
import { addressReader } from './visitor-address';

export interface Gateway {
  port: number;
  /** Where GET /metrics is, if anywhere. */
  metricsPort?: number;
  /** Reads the supergraph again, and what is stored; who is connected stays so. */
  readAgain(): Promise<void>;
  stop(): Promise<void>;
}

const STOP_MS = 3_000;

/** Subscriptions that tell the whole of it each time, so that who comes late may join with the last they told. */
const TELLS_ALL = new Set(['cityProgress']);

/**
 * Puts hosts, tokens, limits and the supergraph together, and opens the one port of the graph.
 *
 * @param now  milliseconds of a clock that never goes back, by which budgets are counted
 */
export async function startGateway(
  environment: GatewayEnvironment,
  limits: Limits,
  log: (line: object) => void,
  now: () => number = () => performance.now(),
): Promise<Gateway> {
  const { bind, metricsPort, supergraphFile, developmentIssuer } = environment;
  const development = !environment.production;
  const addresses = new Map(
    Object.entries(environment.subgraphs).map(([name, url]) => [name, `${url}/graphql`]),
  );
  refuseUnknownSubgraphs(environment.supergraph, addresses);
  const metrics = new Metrics();
  const turnstiles = turnstilesOf(environment, metrics, now);
  const parts = { addresses, rightsOf: rightsReader(), masked: new MaskedLog(log), metrics };
  const { graph, close } = openGraph(environment, limits, parts, log);
  const { operations } = environment;
  if (operations) await storeOperations(graph, operations, log);
  const shared = {
    ...parts,
    turnstiles,
    graph,
    mostBytes: limits.body,
    callerOf: callerReader({
      neutralHosts: environment.neutralHosts,
      personKey: environment.personKey,
      readToken: tokenReader(developmentIssuer && publicPart(developmentIssuer), (host, issuer) =>
        turnstiles.token(host, issuer),
      ),
      development,
    }),
    origins: { allowed: environment.allowedOrigins, development },
  };
  const { graphiql, subgraphs } = environment;
  const front = createFront({
    ...shared,
    graphiql,
    billingUrl: subgraphs.billing,
    keepers: keepersIn(subgraphs),
    cityAt: (host) => cityAt(host, development)?.code,
  });
  const sockets = serveSockets(front, shared);
  const connections = promisify(front.getConnections.bind(front));
  const sights = { stats: () => graph.stats, webSockets: () => sockets.open, connections };

  await new Promise<void>((ready, fail) => {
    front.once('error', fail);
    front.listen(environment.port, bind, ready);
  });
  const door =
    metricsPort !== undefined && (await openMetrics({ port: metricsPort, bind }, parts.metrics, sights));
  return {
    ...(door && { metricsPort: door.port }),
    port: (front.address() as AddressInfo).port,
    async readAgain() {
      await readAgain(graph, checkedSupergraph(supergraphFile, addresses), log);
      if (operations) await storeAgain(graph, operations, log);
    },
    async stop() {
      const closed = new Promise<void>((done) => front.close(() => done()));
      if (door) door.stop();
      await sockets.stop();
      graph.close();
      close();
      front.closeIdleConnections();
      setTimeout(() => front.closeAllConnections(), STOP_MS).unref();
      await closed;
      parts.masked.flush();
    },
  };
}

function turnstilesOf(
  { budgets, proxies, production }: GatewayEnvironment,
  metrics: Metrics,
  now: () => number,
): CityTurnstiles {
  const addressOf = addressReader(proxies);
  return new CityTurnstiles({
    cities: cities(),
    budgets,
    addressOf,
    cityAt: (host) => cityAt(host, !production),
    metrics,
    now,
  });
}

/** What the transports share with the graph behind them. */
interface Parts {
  addresses: ReadonlyMap<string, string>;
  rightsOf: (caller: Caller) => string;
  masked: MaskedLog;
  metrics: Metrics;
}

function keepersIn(subgraphs: GatewayEnvironment['subgraphs']): Keepers {
  const rooms = Object.entries(FILE_ROOMS).map(([room, service]) => [room, subgraphs[service]] as const);
  return { files: new Map(rooms), cards: subgraphs.beneficiaries };
}

/** The engine, with subgraphs where the environment says they are; `close` ends what goes there. */
function openGraph(
  { supergraph, introspection, adHoc, passKey }: GatewayEnvironment,
  limits: Limits,
  { addresses, rightsOf, masked, metrics }: Parts,
  log: (line: object) => void,
): { graph: Graph<Caller>; close: () => void } {
  const { fetch, subscribe, close } = upstream<Caller>({
    urlOf: ({ subgraph }) => addresses.get(subgraph) as string,
    pass: passFor(passKey),
    // An answer that a defect gave to the wrong request would still be of the same city.
    companyOf: ({ city }) => city.code,
    metrics,
  });
  const graph = createGraph<Caller>({
    supergraph,
    limits,
    planApart: true,
    adHoc,
    introspection,
    fetch,
    subscribe: seated(subscribe, new Seats(SEATS)),
    rightsOf,
    joining: (field) => (TELLS_ALL.has(field) ? 'STATE' : 'APART'),
    maskError: (error) => tellable(error, masked),
    onAlarm: (line) => log({ level: 'warning', ...line }),
  });
  return { graph, close };
}

const checkedSupergraph = (file: string, addresses: ReadonlyMap<string, string>) => async () => {
  const text = await readSupergraphFile(file);
  refuseUnknownSubgraphs(text, addresses);
  return text;
};

function publicPart(key: Record<string, unknown>): JWK {
  const { d: _private, ...rest } = key;
  return rest as JWK;
}
