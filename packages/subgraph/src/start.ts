import {
  eventsHandler,
  type HttpHandler,
  hear,
  type Listener,
  Live,
  type Log,
  Outbox,
} from '@lindungi/events';
import { type City, CityDatabase, checkPostgres, cities as everyCity } from '@lindungi/tenancy';
import { type Clock, clockOf } from './clock';
import { contextOf } from './context';
import type { ServiceEnvironment, ServiceName } from './environment';
import { federate, type Graph } from './federate';
import { type Served, serve } from './serve';

/** The opened parts of a running service. */
export interface Parts {
  readonly environment: ServiceEnvironment<unknown>;
  readonly db: CityDatabase;
  readonly outbox: Outbox;
  readonly live: Live;
  readonly clock: Clock;
  readonly cities: ReadonlyMap<string, City>;
  /** One line of JSON on stderr; ids, names and reasons only. */
  readonly log: Log;
}

export interface SubgraphOptions extends Graph {
  environment: ServiceEnvironment<unknown>;
  /** TypeORM entities. */
  entities: readonly (abstract new () => object)[];
  listeners?: readonly Listener[];
  /** Other addresses, a payment provider's for instance; they get the request unread. */
  handlers?: (parts: Parts) => readonly HttpHandler[];
  /** What resolvers find as `ctx.own`: this service's keys and providers. */
  own?: unknown;
  /** Begins what runs besides requests; may answer how to stop it. */
  onStart?: (parts: Parts) => Promise<Stop | undefined> | Promise<void>;
  /** Milliseconds one call may take; the gateway waits five seconds. */
  deadline?: number;
}

export interface Subgraph {
  readonly port: number;
  stop(): Promise<void>;
}

type Stop = () => Promise<void> | void;

/**
 * Starts a service: database, outbox, streams, listeners, then the port. Prints the ready line on stdout and
 * stops on SIGTERM and SIGINT, within three seconds.
 *
 * @throws what `runProcess` turns into a sentence: PostgresTooOld, a port in use, a database that is not there
 */
export async function startSubgraph(options: SubgraphOptions): Promise<Subgraph> {
  const { service } = options.environment;
  const log = logOf(service);
  const stops: Stop[] = [];
  const stop = async () => {
    for (let end = stops.pop(); end; end = stops.pop()) {
      await Promise.resolve()
        .then(end)
        .catch((error: unknown) => log('a part did not stop cleanly', { error: String(error) }));
    }
  };
  try {
    const port = await open(options, log, stops);
    process.stdout.write(`${JSON.stringify({ ready: service, port })}\n`);
    stopOnSignals(service, stop);
    return { port, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Opens all parts, each with its way to end; ended in the opposite order. */
async function open(options: SubgraphOptions, log: Log, stops: Stop[]): Promise<number> {
  const { environment, entities, listeners = [], own } = options;
  const { service, runtimeUrl, relayUrl, passKey, cursorKey } = environment;
  const cities = everyCity();
  const schema = await federate(options);

  const { warning } = await checkPostgres(runtimeUrl, environment.production);
  if (warning) log(warning);

  const db = await CityDatabase.open({ url: runtimeUrl, service, entities, poolSize: environment.pool });
  stops.push(() => db.close());
  let served: Served | undefined;
  stops.push(() => served?.stop());
  // Streams and long polls hang on these two; they end first, or the port would wait for them.
  const outbox = await Outbox.open({ relayUrl, service, log });
  stops.push(() => outbox.close());
  const live = new Live({ outbox, cursorKey });
  stops.push(() => live.close());
  const clock = clockOf(environment);
  const parts: Parts = { environment, db, outbox, live, clock, cities, log };

  const handlers = [eventsHandler(outbox, passKey), ...(options.handlers?.(parts) ?? [])];
  served = await serve(
    {
      name: service,
      schema,
      passKey,
      cities,
      contextOf: (principal) => contextOf({ db, live, clock, own }, principal),
      handlers,
      healthy: healthOf(db, cities),
      deadline: options.deadline ?? 4500,
      report: (line) => process.stderr.write(`${JSON.stringify({ ...line, service })}\n`),
    },
    environment.port,
    environment.bind,
  );
  if (listeners.length > 0) {
    const hearing = hear({
      db,
      service,
      sources: sourcesOf(listeners, environment.urls),
      passKey,
      listeners,
      log,
    });
    stops.push(() => hearing.stop());
  }
  const stopOwn = await options.onStart?.(parts);
  if (stopOwn) stops.push(stopOwn);
  return served.port;
}

/** Only who tells something that is listened for: 'donors.pledge-offered' is told by donors. */
function sourcesOf(listeners: readonly Listener[], urls: ServiceEnvironment['urls']): Record<string, string> {
  const tellers = new Set(listeners.map(({ name }) => name.split('.')[0] as ServiceName));
  return Object.fromEntries([...tellers].map((teller) => [teller, urls[teller]]));
}

/** Asks the database at most once a second, and waits one second for the answer. */
function healthOf(db: CityDatabase, cities: ReadonlyMap<string, City>): () => Promise<boolean> {
  const [city] = cities.values();
  let asked = 0;
  let last = Promise.resolve(true);
  return () => {
    if (!city || Date.now() - asked < 1000) return last;
    asked = Date.now();
    const late = new Promise<boolean>((done) => setTimeout(done, 1000, false).unref());
    const answered = db.read(city, 'select 1', []).then(
      () => true,
      () => false,
    );
    last = Promise.race([answered, late]);
    return last;
  };
}

function stopOnSignals(service: string, stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => {
      process.stderr.write(`${service} did not stop within three seconds and was cut off.\n`);
      process.exit(1);
    }, 3000).unref();
    void stop().then(() => process.exit(0));
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

function logOf(service: string): Log {
  return (line, facts) =>
    process.stderr.write(`${JSON.stringify({ level: 'info', service, line, ...facts })}\n`);
}
