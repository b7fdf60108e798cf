import { execute } from './execute/execute';
import { Programs } from './execute/program-cache';
import { guardFetch } from './fetch/guarded';
import { STORED_LIMITS } from './limits/limits';
import { createLibrary, type DocumentRequest } from './plan/library';
import type { Prepared } from './plan/prepared';
import { Store, type StoredDocument, type StoreReport } from './plan/stored';
import { readSupergraph, type Supergraph } from './plan/supergraph';
import { Refused } from './refused';
import { RequestCall } from './request-call';
import type { GraphSettings, Request, SwapReport } from './settings';
import type { EndReason, FrameStream } from './stream/frame-stream';
import { createStreams } from './stream/open-streams';

/** A supergraph that answers. */
export interface Graph<C> {
  /**
   * Parses, bounds, validates and plans a document, or finds the one that is stored by its id; kept for the next time.
   * A promise only while a document that is not trusted (`limits`) is planned for the first time. Throws `Refused`.
   */
  prepare(request: DocumentRequest): Prepared | Promise<Prepared>;
  /** JSON text of the answer, keys in the client's order. Rejects with `Refused` if the variables do not fit. */
  execute(prepared: Prepared, request: Request<C>): Promise<Buffer>;
  /** One JSON text per event; `return()` ends it at once. Rejects with `Refused` if the variables do not fit. */
  subscribe(prepared: Prepared, request: Request<C>): Promise<FrameStream>;
  /**
   * Takes another supergraph into use, at once; resolves when the open streams are planned on it. Those whose fields
   * still exist go on; a bad supergraph changes nothing. Swaps wait for one another.
   */
  swap(supergraph: string): Promise<SwapReport>;
  /**
   * Stores documents, in place of all that were: measured once, within limits of their own, planned and compiled
   * before anybody asks, and pushed out by nothing. Resolves when that is done; they may be asked before. What the
   * supergraph does not answer is refused by its id, until one comes that does.
   */
  store(documents: readonly StoredDocument[]): Promise<StoreReport>;
  /** Ends all streams. */
  close(): void;
  readonly stats: Readonly<GraphStats>;
}

export interface GraphStats {
  /** Answers by compiled programs, by the general path after a program met a surprise, by the general path alone. */
  fast: number;
  fallback: number;
  general: number;
  /** Documents and programs held now; those that are stored are among the programs alone. */
  plans: number;
  programs: number;
  /** Stored documents that are answered, as it was last found. */
  stored: number;
  /** Streams open now: clients, and subscriptions at subgraphs that feed them. */
  clients: number;
  upstreams: number;
  /** Clients' streams that are over, by why. */
  ended: Readonly<Record<EndReason, number>>;
}

/** Reads the supergraph and stands ready. Throws if it cannot be read. */
export function createGraph<C>(settings: GraphSettings<C>): Graph<C> {
  const { introspection = true, limits, planApart, adHoc, fastPath = true, maskError, joining } = settings;
  const rightsOf = settings.rightsOf ?? alone<C>();
  const onAlarm = settings.onAlarm ?? (() => {});
  let supergraph: Supergraph;
  const store = new Store(limits === 'none' ? limits : STORED_LIMITS);
  const open = (sdl: string) => {
    const read = readSupergraph(sdl);
    const opened = createLibrary(read, { introspection, limits, planApart, adHoc, onAlarm });
    store.shelveIn(opened);
    supergraph = read;
    return opened;
  };
  let library = open(settings.supergraph);

  const counts = { fast: 0, fallback: 0, general: 0 };
  const ended = { LEFT: 0, COMPLETE: 0, STREAM_TOO_SLOW: 0, STREAM_FIELDS_GONE: 0, DEGRADED: 0, INTERNAL: 0 };
  const noPrograms = () => (fastPath ? new Programs(onAlarm) : undefined);
  let programs = noPrograms();
  const callers = { fetch: guardFetch<C>({ fetch: settings.fetch, rightsOf, onAlarm }), maskError };
  const run = (
    prepared: Prepared,
    variables: Record<string, unknown>,
    request: Request<C>,
    primary?: Buffer,
  ) =>
    execute(
      prepared,
      variables,
      new RequestCall(callers, prepared.supergraph.subgraphs, request, primary),
      programs,
      counts,
    );

  const streams = createStreams<C>({
    subscribe: settings.subscribe ?? refuseStreams,
    executeEvent: (prepared, variables, primary, request) => run(prepared, variables, request, primary),
    rightsOf,
    joining,
    onEnd: (why) => void ended[why]++,
    onAlarm,
  });

  /** The plan for these variables: one that was prepared with other switches is of no use. */
  const switched = (prepared: Prepared, variables: Record<string, unknown>) =>
    prepared.conditions.every((name) => (variables[name] === true) === prepared.switches[name])
      ? prepared
      : again(prepared, variables);
  const again = (prepared: Prepared, variables: Record<string, unknown>) =>
    library.renew(prepared, variables);

  const swapTo = async (sdl: string): Promise<SwapReport> => {
    const old = library;
    try {
      library = open(sdl);
    } catch (error) {
      return { accepted: false, reason: String(error), kept: streams.stats.clients, ended: 0 };
    }
    old.close();
    // Programs know their plans, and plans their supergraph: kept, they would hold it in memory.
    programs = noPrograms();
    const report = await streams.swap((it) => library.again(it));
    await store.planIn(library, programs);
    return { accepted: true, ...report };
  };
  /** Swaps and stores wait for one another. */
  const inTurn = oneByOne();

  return {
    prepare: (request) => library.prepare(request),
    execute(prepared, request) {
      try {
        if (prepared.kind === 'subscription')
          throw Refused.because('A subscription is not executed.', 'SUBSCRIPTION');
        const variables = prepared.coerce(request.variables);
        const fitting = switched(prepared, variables);
        if (fitting instanceof Promise) return fitting.then((it) => run(it, variables, request));
        return run(fitting, variables, request);
      } catch (error) {
        return Promise.reject(error);
      }
    },
    async subscribe(prepared, request) {
      const variables = prepared.coerce(request.variables);
      let fitting = await switched(prepared, variables);
      // Planned while the supergraph was swapped: a stream would stay on the old one, which nobody looks after.
      while (fitting.supergraph !== supergraph) fitting = await again(fitting, variables);
      return streams.open(fitting, request);
    },
    swap: (sdl) => inTurn(() => swapTo(sdl)),
    store: (given) => inTurn(() => store.take(given, library, programs)),
    close() {
      streams.close();
      library.close();
    },
    get stats() {
      const { size: plans } = library;
      const held = { plans, programs: programs?.count ?? 0, stored: store.answered };
      return { ...counts, ...held, ...streams.stats, ended };
    },
  };
}

function refuseStreams(): never {
  throw new Error('settings.subscribe is not given');
}

/** Runs one work after another, however the one before went. */
function oneByOne(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = last.then(work);
    last = done.catch(() => {});
    return done;
  };
}

/** Rights that nobody shares: what is equal is asked once within a request, and never for two. */
function alone<C>(): (context: C) => string {
  const keys = new WeakMap<object, string>();
  let contexts = 0;
  return (context) => {
    if (typeof context !== 'object' || context === null) return String(++contexts);
    let key = keys.get(context);
    if (!key) {
      key = String(++contexts);
      keys.set(context, key);
    }
    return key;
  };
}
