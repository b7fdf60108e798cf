import type { SubgraphCall } from '../settings';

/** A subgraph did not answer in the time that it has. */
export class DeadlinePassed extends Error {
  readonly code = 'DEADLINE_PASSED';

  constructor(readonly milliseconds: number) {
    super(`Nothing came within ${milliseconds} ms.`);
  }
}

type Ask<C> = (call: SubgraphCall<C>) => Promise<Buffer>;

/** How often passed deadlines are looked for: what a deadline may be late by. */
const STEP_MS = 50;

/**
 * Deadlines of one length, kept in the order they end, so that one timer serves all requests: a timer and a
 * listener each would cost more than a small request's whole scan.
 */
class Deadlines {
  readonly #open = new Map<AbortController, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(readonly milliseconds: number) {}

  /** The controller is aborted with DeadlinePassed unless `release` comes first. */
  hold(controller: AbortController): void {
    this.#open.set(controller, performance.now() + this.milliseconds);
    this.#timer ??= setInterval(() => this.#look(), STEP_MS).unref();
  }

  release(controller: AbortController): void {
    this.#open.delete(controller);
  }

  #look(): void {
    const now = performance.now();
    for (const [controller, end] of this.#open) {
      if (end > now) return;
      this.#open.delete(controller);
      controller.abort(new DeadlinePassed(this.milliseconds));
    }
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

/** Asks within a time, and until `stop` is aborted; `call.signal` and `call.until` are the caller's to heed. */
export interface Timed<C> {
  (call: SubgraphCall<C>, stop: AbortController): Promise<Buffer>;
  readonly milliseconds: number;
}

/**
 * Gives every call to a subgraph its own time. The caller is answered in time even if the transport does not heed
 * the signal.
 */
export function withDeadline<C>(ask: Ask<C>, milliseconds: number): Timed<C> {
  const deadlines = new Deadlines(milliseconds);
  const timed = (call: SubgraphCall<C>, stop: AbortController) =>
    new Promise<Buffer>((resolve, reject) => {
      const { signal } = stop;
      deadlines.hold(stop);
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      ask({ ...call, signal }).then(
        (body) => {
          deadlines.release(stop);
          resolve(body);
        },
        (error) => {
          deadlines.release(stop);
          reject(error);
        },
      );
    });
  return Object.assign(timed, { milliseconds });
}

/** A call that nobody shares: it ends with its time, with the request's time, or with the request. */
export function withinRequest<C>(ask: Timed<C>): Ask<C> {
  return (call) => {
    const { signal } = call;
    if (signal?.aborted) return Promise.reject(signal.reason);
    const left = timeLeft(call.until);
    if (left <= 0) return Promise.reject(new DeadlinePassed(0));
    const stop = new AbortController();
    const timer =
      left < ask.milliseconds ? setTimeout(() => stop.abort(new DeadlinePassed(left)), left) : undefined;
    const onAbort = () => stop.abort(signal?.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
    const answer = ask(call, stop);
    if (!signal && !timer) return answer;
    return answer.finally(() => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    });
  };
}

/** Milliseconds until then. */
export const timeLeft = (until: number | undefined): number =>
  until === undefined ? Number.POSITIVE_INFINITY : until - performance.now();
