import type { KeyObject } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpHandler } from '@lindungi/events';
import type { City } from '@lindungi/tenancy';
import type { GraphQLSchema } from 'graphql';
import { answerCalls } from './calls';
import type { Context, Principal } from './context';
import { answer, complain, handledBy, httpServer, listen, stopListening } from './http';
import type { Report } from './masking';
import { openSockets } from './sockets';

/** What is served, to whom, and for how long. */
export interface Service {
  readonly name: string;
  readonly schema: GraphQLSchema;
  readonly passKey: KeyObject;
  readonly cities: ReadonlyMap<string, City>;
  readonly contextOf: (principal: Principal) => Context;
  /** Other addresses than /graphql and /health; each answers whether it took the request. */
  readonly handlers: readonly HttpHandler[];
  /** Whether the database answers. */
  readonly healthy: () => Promise<boolean>;
  /** Milliseconds one call may take. */
  readonly deadline: number;
  readonly report: Report;
}

export interface Served {
  readonly port: number;
  stop(): Promise<void>;
}

/** Milliseconds for what is being answered when the process is asked to stop. */
const grace = 1000;

/** Serves POST /graphql, subscriptions on the same address, GET /health and the other handlers, on one port. */
export async function serve(service: Service, port: number, bind: string): Promise<Served> {
  const calls = await answerCalls(service);

  const server = httpServer(async (req, res) => {
    if (req.url === '/graphql') return calls.handle(req, res);
    const url = urlOf(req);
    if (!url) return complain(res, { status: 400, code: 'BAD_REQUEST', message: 'Malformed address.' });
    if (url.pathname === '/health') return answerHealth(service, res);
    if (url.pathname === '/graphql') return calls.handle(req, res);
    if (await handledBy(service.handlers, req, res, url, service.report)) return;
    complain(res, { status: 404, code: 'NOT_FOUND', message: 'Nothing is here.' });
  });
  const sockets = openSockets(service, server);

  return {
    port: await listen(server, port, bind),
    async stop() {
      const closed = stopListening(server, grace);
      await sockets.close();
      await closed;
      await calls.stop();
    },
  };
}

function urlOf(req: IncomingMessage): URL | undefined {
  return URL.parse(req.url ?? '/', 'http://service') ?? undefined;
}

async function answerHealth({ name, healthy }: Service, res: ServerResponse): Promise<void> {
  const well = await healthy();
  answer(res, well ? 200 : 503, JSON.stringify({ service: name, healthy: well }), {
    'cache-control': 'no-store',
  });
}
