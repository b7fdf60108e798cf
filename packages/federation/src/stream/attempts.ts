const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 5_000;
/** A service that stops ends its streams before its socket; asking again at once would meet it still stopping. */
const AFTER_END_MS = 500;
/** A stream that ends so often in a row, without a word in between, is over. */
const MOST_ENDS = 3;
/** How long a lost subgraph is waited for: by those who watch already, and by those who just came. */
const PATIENCE_MS = 60_000;
const FIRST_PATIENCE_MS = 5_000;

/** How often, and how long, an upstream is asked for again. */
export class Attempts {
  #losses = 0;
  #ends = 0;
  #since: number | undefined;

  /** It told something: all is well. */
  succeeded(): void {
    this.#losses = 0;
    this.#ends = 0;
    this.#since = undefined;
  }

  /** Milliseconds to wait after it ended in good order; undefined when it is over. */
  afterEnd(): number | undefined {
    if (++this.#ends >= MOST_ENDS) return undefined;
    return backoff(this.#ends, AFTER_END_MS);
  }

  /** Milliseconds to wait after the connection was lost; undefined when that was tried for long enough. */
  afterLoss(begun: boolean): number | undefined {
    this.#since ??= Date.now();
    if (Date.now() - this.#since > (begun ? PATIENCE_MS : FIRST_PATIENCE_MS)) return undefined;
    return backoff(this.#losses++, FIRST_WAIT_MS);
  }

  /** Whether the last loss was the first of its row. */
  get firstLoss(): boolean {
    return this.#losses === 1;
  }
}

/** Doubling, and between half and all of it by chance, so that those who failed together do not return together. */
function backoff(failures: number, first: number): number {
  const whole = Math.min(first * 2 ** Math.min(failures, 20), LONGEST_WAIT_MS);
  return whole / 2 + (Math.random() * whole) / 2;
}
