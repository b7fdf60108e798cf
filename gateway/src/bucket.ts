/** So little less than one token is a slip of arithmetic: who waited as told is let in. */
const SLIP = 1e-6;

/**
 * How often something may be done: tokens that come evenly with time, up to so many. Nothing ticks; what has come is
 * counted when somebody looks.
 */
export class Bucket {
  #left: number;
  #at: number;

  /**
   * @param perSecond  tokens that come; above 0
   * @param most       tokens that are kept; at least 1
   * @param now        milliseconds of a clock that never goes back, as in `has`
   */
  constructor(
    readonly perSecond: number,
    readonly most: number,
    now: number,
  ) {
    this.#left = most;
    this.#at = now;
  }

  /** Whether a token is there. */
  has(now: number): boolean {
    if (now > this.#at) {
      this.#left = Math.min(this.most, this.#left + ((now - this.#at) / 1000) * this.perSecond);
      this.#at = now;
    }
    return this.#left >= 1 - SLIP;
  }

  /** Takes the token that `has` has seen. */
  take(): void {
    this.#left -= 1;
  }

  /** Whole seconds after which a token is there, if nobody else takes it; at least one. */
  get wait(): number {
    return Math.max(1, Math.ceil((1 - SLIP - this.#left) / this.perSecond));
  }
}
