import type { AddressInfo } from 'node:net';
import { createGraph, type Limits } from '@lindungi/federation';
import type { JWK } from 'jose';
import { tellable } from './answer';
import { type Caller, callerReader } from './caller';
import type { GatewayEnvironment } from './environment';
import { createFront } from './front';
import { MaskedLog } from './masked-log';
import { SEATS, Seats, seated } from './seats';
import { serveSockets } from './sockets';
import { readAgain, readSupergraphFile, refuseUnknownSubgraphs } from './supergraph-file';
import { tokenReader } from './token';
import { passFor, rightsReader, upstream } from './upstream';

export interface Gateway {
  port: number;
  /** Reads the supergraph again; who is connected stays so. */
  readAgain(): Promise<void>;
  stop(): Promise<void>;
}

const STOP_MS = 3_000;

/** Subscriptions that tell the whole of it each time, so that who comes late may join with the last they told. */
const TELLS_ALL = new Set(['cityProgress']);

/** Puts hosts, tokens, limits and the supergraph together, and opens the one port of the graph. */
export async function startGateway(
  environment: GatewayEnvironment,
  limits: Limits,
  log: (line: object) => void,
): Promise<Gateway> {
  const addresses = new Map(
    Object.entries(environment.subgraphs).map(([name, url]) => [name, `${url}/graphql`]),
  );
  refuseUnknownSubgraphs(environment.supergraph, addresses);
  const { fetch, subscribe, close } = upstream<Caller>({
    urlOf: ({ subgraph }) => addresses.get(subgraph) as string,
    pass: passFor(environment.passKey),
  });
  const { supergraph, introspection } = environment;
  const rightsOf = rightsReader();
  const masked = new MaskedLog(log);
  const graph = createGraph<Caller>({
    supergraph,
    limits,
    planApart: true,
    introspection,
    fetch,
    subscribe: seated(subscribe, new Seats(SEATS)),
    rightsOf,
    joining: (field) => (TELLS_ALL.has(field) ? 'STATE' : 'APART'),
    maskError: (error) => tellable(error, masked),
    onAlarm: (line) => log({ level: 'warning', ...line }),
  });
  const development = !environment.production;
  const callerOf = callerReader({
    neutralHosts: environment.neutralHosts,
    personKey: environment.personKey,
    readToken: tokenReader(environment.developmentIssuer && publicPart(environment.developmentIssuer)),
    development,
  });
  const origins = { allowed: environment.allowedOrigins, development };
  const shared = {
    graph,
    mostBytes: limits.body,
    masked,
    callerOf,
    origins,
  };
  const front = createFront({
    ...shared,
    graphiql: environment.graphiql,
    billingUrl: environment.subgraphs.billing,
  });
  const sockets = serveSockets(front, { ...shared, rightsOf });

  await new Promise<void>((ready, fail) => {
    front.once('error', fail);
    front.listen(environment.port, environment.bind, ready);
  });
  return {
    port: (front.address() as AddressInfo).port,
    readAgain: () => readAgain(graph, checkedSupergraph(environment.supergraphFile, addresses), log),
    async stop() {
      const closed = new Promise<void>((done) => front.close(() => done()));
      await sockets.stop();
      graph.close();
      close();
      front.closeIdleConnections();
      setTimeout(() => front.closeAllConnections(), STOP_MS).unref();
      await closed;
      masked.flush();
    },
  };
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
