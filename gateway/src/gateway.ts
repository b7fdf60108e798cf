import type { AddressInfo } from 'node:net';
import type { JWK } from 'jose';
import type { Caller, CallerSettings } from './caller';
import { createGraph } from './engine';
import type { GatewayEnvironment } from './environment';
import { createFront } from './front';
import type { Limits } from './limits';
import { SEATS, Seats } from './seats';
import { serveSockets } from './sockets';
import { tokenReader } from './token';
import { upstream } from './upstream';

export interface Gateway {
  port: number;
  stop(): Promise<void>;
}

const STOP_MS = 3_000;

/** Puts hosts, tokens, limits and the supergraph together, and opens the one port of the graph. */
export async function startGateway(
  environment: GatewayEnvironment,
  limits: Limits,
  log: (line: object) => void,
): Promise<Gateway> {
  const { fetch, subscribe } = upstream({ urls: environment.subgraphs, key: environment.passKey });
  const { supergraph, introspection } = environment;
  const graph = createGraph<Caller>({ supergraph, limits, introspection, fetch, subscribe });
  const development = !environment.production;
  const caller: CallerSettings = {
    neutralHosts: environment.neutralHosts,
    personKey: environment.personKey,
    readToken: tokenReader(environment.developmentIssuer && publicPart(environment.developmentIssuer)),
    development,
  };
  const origins = { allowed: environment.allowedOrigins, development };
  const shared = { graph, limits, log, caller, origins, seats: new Seats(SEATS) };
  const front = createFront({
    ...shared,
    graphiql: environment.graphiql,
    billingUrl: environment.subgraphs.billing,
  });
  const sockets = serveSockets(front, shared);

  await new Promise<void>((ready, fail) => {
    front.once('error', fail);
    front.listen(environment.port, environment.bind, ready);
  });
  return {
    port: (front.address() as AddressInfo).port,
    async stop() {
      const closed = new Promise<void>((done) => front.close(() => done()));
      await sockets.stop();
      front.closeIdleConnections();
      setTimeout(() => front.closeAllConnections(), STOP_MS).unref();
      await closed;
    },
  };
}

function publicPart(key: Record<string, unknown>): JWK {
  const { d: _private, ...rest } = key;
  return rest as JWK;
}
