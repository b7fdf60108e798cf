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
export class Deadlines {
  readonly #open = new Map<AbortController, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(readonly milliseconds: number) {}

  /** The controller is aborted with DeadlinePassed unless `release` comes first. */
  begin(): AbortController {
    const controller = new AbortController();
    this.#open.set(controller, performance.now() + this.milliseconds);
    this.#timer ??= setInterval(() => this.#look(), STEP_MS).unref();
    return controller;
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

/**
 * Gives every call to a subgraph its own, shorter time within that of the request (`call.signal`). The caller is
 * answered in time even if the transport does not heed the signal.
 */
export function withDeadline<C>(ask: Ask<C>, milliseconds: number): Ask<C> {
  const deadlines = new Deadlines(milliseconds);
  return (call) =>
    new Promise((resolve, reject) => {
      const outer = call.signal;
      if (outer?.aborted) return reject(outer.reason);
      const own = deadlines.begin();
      const onOuter = () => own.abort(outer?.reason);
      own.signal.addEventListener('abort', () => reject(own.signal.reason), { once: true });
      outer?.addEventListener('abort', onOuter, { once: true });
      const settle = () => {
        deadlines.release(own);
        outer?.removeEventListener('abort', onOuter);
      };
      ask({ ...call, signal: own.signal }).then(
        (body) => {
          settle();
          resolve(body);
        },
        (error) => {
          settle();
          reject(error);
        },
      );
    });
}
