import { Chain, type Link } from '../chain';

/** A subgraph did not answer in the time that it has. */
export class DeadlinePassed extends Error {
  readonly code = 'DEADLINE_PASSED';

  constructor(readonly milliseconds: number) {
    super(`Nothing came within ${milliseconds} ms.`);
  }
}

/** How often passed deadlines are looked for: what a deadline may be late by. */
const STEP_MS = 50;

/** What has a deadline. */
export interface Timed extends Link<Timed> {
  /** By `performance.now()`. */
  ends: number;
  stop(reason: unknown): void;
}

/**
 * Deadlines of one length. The calls are a chain in the order they end, so that one timer serves them all and nothing
 * is made for one: a timer and a listener each would cost more than a small request's whole scan.
 */
export class Deadlines {
  readonly #running = new Chain<Timed>();
  #timer: NodeJS.Timeout | undefined;

  constructor(readonly milliseconds: number) {}

  /** The call is stopped with DeadlinePassed unless `release` comes first. */
  hold(call: Timed): void {
    call.ends = performance.now() + this.milliseconds;
    this.#running.add(call);
    this.#timer ??= setInterval(() => this.#look(), STEP_MS).unref();
  }

  release(call: Timed): void {
    this.#running.remove(call);
  }

  #look(): void {
    const now = performance.now();
    for (let call = this.#running.first; call; call = this.#running.first) {
      if (call.ends > now) return;
      this.#running.remove(call);
      call.stop(new DeadlinePassed(this.milliseconds));
    }
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

/** Milliseconds until then. */
export const timeLeft = (until: number | undefined): number =>
  until === undefined ? Number.POSITIVE_INFINITY : until - performance.now();
