import { execute } from './execute/execute';
import { Programs } from './execute/program-cache';
import { guardFetch } from './fetch/guarded';
import { STORED_LIMITS } from './limits/limits';
import { createLibrary, type DocumentRequest, type Library } from './plan/library';
import type { Prepared } from './plan/prepared';
import { Store, type StoredDocument, type StoreReport } from './plan/stored';
import { readSupergraph, type Supergraph } from './plan/supergraph';
import { Refused } from './refused';
import { type Callers, RequestCall } from './request-call';
import type { GraphSettings, Request, SwapReport } from './settings';
import type { EndReason, FrameStream } from './stream/frame-stream';
import { createStreams } from './stream/open-streams';
import type { Streams } from './stream/streams';

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
  return new PlannedGraph(settings);
}

class PlannedGraph<C> implements Graph<C> {
  readonly #settings: GraphSettings<C>;
  readonly #onAlarm: NonNullable<GraphSettings<C>['onAlarm']>;
  readonly #store: Store;
  readonly #callers: Callers<C>;
  readonly #streams: Streams<C>;
  readonly #counts = { fast: 0, fallback: 0, general: 0 };
  readonly #ended: Record<EndReason, number> = {
    LEFT: 0,
    COMPLETE: 0,
    STREAM_TOO_SLOW: 0,
    STREAM_FIELDS_GONE: 0,
    DEGRADED: 0,
    INTERNAL: 0,
  };
  /** Swaps and stores wait for one another. */
  readonly #inTurn = oneByOne();
  #supergraph: Supergraph;
  #library: Library;
  #programs: Programs | undefined;

  constructor(settings: GraphSettings<C>) {
    const {
      fetch,
      subscribe = refuseStreams,
      rightsOf = alone<C>(),
      onAlarm = () => {},
      maskError,
    } = settings;
    this.#settings = settings;
    this.#onAlarm = onAlarm;
    this.#store = new Store(settings.limits === 'none' ? 'none' : STORED_LIMITS);
    [this.#supergraph, this.#library] = this.#open(settings.supergraph);
    this.#programs = this.#noPrograms();
    this.#callers = { fetch: guardFetch<C>({ fetch, rightsOf, onAlarm }), maskError };
    this.#streams = createStreams<C>({
      ...{ subscribe, rightsOf, onAlarm, joining: settings.joining },
      executeEvent: (prepared, variables, primary, request) =>
        this.#run(prepared, variables, request, primary),
      onEnd: (why) => void this.#ended[why]++,
    });
  }

  prepare(request: DocumentRequest): Prepared | Promise<Prepared> {
    return this.#library.prepare(request);
  }

  execute(prepared: Prepared, request: Request<C>): Promise<Buffer> {
    try {
      if (prepared.kind === 'subscription')
        throw Refused.because('A subscription is not executed.', 'SUBSCRIPTION');
      const variables = prepared.coerce(request.variables);
      const fitting = this.#switched(prepared, variables);
      if (fitting instanceof Promise) return fitting.then((it) => this.#run(it, variables, request));
      return this.#run(fitting, variables, request);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  async subscribe(prepared: Prepared, request: Request<C>): Promise<FrameStream> {
    const variables = prepared.coerce(request.variables);
    let fitting = await this.#switched(prepared, variables);
    // Planned while the supergraph was swapped: a stream would stay on the old one, which nobody looks after.
    while (fitting.supergraph !== this.#supergraph) fitting = await this.#library.renew(fitting, variables);
    return this.#streams.open(fitting, request);
  }

  swap(supergraph: string): Promise<SwapReport> {
    return this.#inTurn(() => this.#swapTo(supergraph));
  }

  store(documents: readonly StoredDocument[]): Promise<StoreReport> {
    return this.#inTurn(() => this.#store.take(documents, this.#library, this.#programs));
  }

  close(): void {
    this.#streams.close();
    this.#library.close();
  }

  get stats(): Readonly<GraphStats> {
    const { size: plans } = this.#library;
    const held = { plans, programs: this.#programs?.count ?? 0, stored: this.#store.answered };
    return { ...this.#counts, ...held, ...this.#streams.stats, ended: this.#ended };
  }

  #run(prepared: Prepared, variables: Record<string, unknown>, request: Request<C>, primary?: Buffer) {
    const call = new RequestCall(this.#callers, prepared.supergraph.subgraphs, request, primary);
    return execute(prepared, variables, call, this.#programs, this.#counts);
  }

  /** The plan for these variables: one that was prepared with other switches is of no use. */
  #switched(prepared: Prepared, variables: Record<string, unknown>): Prepared | Promise<Prepared> {
    const fits = prepared.conditions.every((name) => (variables[name] === true) === prepared.switches[name]);
    return fits ? prepared : this.#library.renew(prepared, variables);
  }

  #open(sdl: string): [Supergraph, Library] {
    const { introspection = true, limits, planApart, adHoc } = this.#settings;
    const supergraph = readSupergraph(sdl);
    const library = createLibrary(supergraph, {
      ...{ introspection, limits, planApart, adHoc, onAlarm: this.#onAlarm },
    });
    this.#store.shelveIn(library);
    return [supergraph, library];
  }

  #noPrograms(): Programs | undefined {
    return (this.#settings.fastPath ?? true) ? new Programs(this.#onAlarm) : undefined;
  }

  async #swapTo(sdl: string): Promise<SwapReport> {
    const old = this.#library;
    try {
      [this.#supergraph, this.#library] = this.#open(sdl);
    } catch (error) {
      return { accepted: false, reason: String(error), kept: this.#streams.stats.clients, ended: 0 };
    }
    old.close();
    // Programs know their plans, and plans their supergraph: kept, they would hold it in memory.
    this.#programs = this.#noPrograms();
    const report = await this.#streams.swap((it) => this.#library.again(it));
    await this.#store.planIn(this.#library, this.#programs);
    return { accepted: true, ...report };
  }
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
