import type { Sent } from '../execute/answer';
import type { OperationKind } from '../plan/plan';
import type { SubgraphCall } from '../settings';
import type { Deadlines, Timed } from './deadline';
import type { Retries } from './retry';

/** What every call of one graph shares. */
export interface Means<C> {
  fetch: (call: SubgraphCall<C>) => Promise<Buffer>;
  deadlines: Deadlines;
  retries: Retries;
}

/** Who asks, and how long. */
export interface Asker<C> {
  context: C;
  signal?: AbortSignal;
  /** By `performance.now()`. */
  until?: number;
}

/**
 * One call to a subgraph under way, for one or more who wait for it: it ends with its answer, with its time, or when
 * it is stopped, and fails at once then, whether or not the transport heeds it.
 *
 * It is all there is of a call: a promise, a controller and listeners for each of these would cost more than the scan
 * of a small answer.
 */
export class Outgoing<C> implements SubgraphCall<C>, Timed {
  readonly subgraph: string;
  readonly body: Buffer;
  readonly operation: string;
  readonly variables: Record<string, unknown> | undefined;
  readonly kind: OperationKind;
  readonly context: C;
  readonly answer: Promise<Buffer>;
  ends = 0;
  before: Timed | undefined;
  after: Timed | undefined;
  /** How many wait for it. */
  waiting = 0;
  /** It was answered, has failed, or was stopped. */
  over = false;
  stopped = false;
  /** It was asked a second time. */
  retried = false;
  /** Hears that it is over. */
  onOver: ((it: Outgoing<C>) => void) | undefined;
  #reason: unknown;
  #controller: AbortController | undefined;
  #onStop: ((reason: unknown) => void) | undefined;
  #resolve!: (body: Buffer) => void;
  #reject!: (reason: unknown) => void;
  readonly #answered = (body: Buffer) => this.#succeed(body);
  readonly #refused = (error: unknown) => this.#failed(error);

  constructor(
    sent: Sent,
    readonly url: string,
    context: C,
    private readonly means: Means<C>,
  ) {
    this.subgraph = sent.subgraph;
    this.body = sent.body;
    this.operation = sent.operation;
    this.variables = sent.variables;
    this.kind = sent.kind;
    this.context = context;
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Sends it. */
  begin(): this {
    this.means.deadlines.hold(this);
    this.#ask();
    return this;
  }

  /** Ends it, unless it is over. */
  stop(reason: unknown): void {
    if (this.over) return;
    this.stopped = true;
    this.#reason = reason;
    this.#end();
    this.#reject(reason);
    this.#onStop?.(reason);
    this.#controller?.abort(reason);
  }

  onStop(listener: (reason: unknown) => void): void {
    if (this.stopped) listener(this.#reason);
    else this.#onStop = listener;
  }

  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.stopped) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  #ask(): void {
    try {
      this.means.fetch(this).then(this.#answered, this.#refused);
    } catch (error) {
      this.#failed(error);
    }
  }

  #succeed(body: Buffer): void {
    if (this.over) return;
    this.#end();
    this.#resolve(body);
  }

  #failed(error: unknown): void {
    if (this.over) return;
    const pause = this.kind === 'query' ? this.means.retries.pauseFor(this) : undefined;
    if (pause !== undefined) {
      setTimeout(() => this.over || this.#ask(), pause);
      return;
    }
    this.#end();
    this.#reject(error);
  }

  #end(): void {
    this.over = true;
    this.means.deadlines.release(this);
    this.onOver?.(this);
  }
}
