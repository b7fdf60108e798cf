/** A subgraph may deviate so often in so many answers of one program; then scanning it is not worth the try. */
const WINDOW = 32;
const TOLERATED = 8;
/** For so many requests the program then rests. */
const REST = 1_000;

/** Nobody's fault: each answer was in form, but together they leave a non-null field empty. */
const TOGETHER = '';

/** Counts, per subgraph, how often the answers to one program deviate, and sends it to rest if that is often. */
export class Ledger {
  private readonly windows = new Map<string, { answers: number; deviations: number }>();
  private resting = 0;

  /** Should this request take the general path? Each asking counts down a rest. */
  rests(): boolean {
    if (this.resting === 0) return false;
    this.resting--;
    return true;
  }

  answered(subgraphs: Iterable<string>): void {
    for (const subgraph of subgraphs) this.count(subgraph, 0);
    this.count(TOGETHER, 0);
  }

  /** @returns true if the program now rests. */
  deviated(subgraph = TOGETHER): boolean {
    if (this.count(subgraph, 1) < TOLERATED) return false;
    this.resting = REST;
    this.windows.clear();
    return true;
  }

  private count(subgraph: string, deviation: 0 | 1): number {
    let window = this.windows.get(subgraph);
    if (!window || window.answers === WINDOW) {
      window = { answers: 0, deviations: 0 };
      this.windows.set(subgraph, window);
    }
    window.answers++;
    window.deviations += deviation;
    return window.deviations;
  }
}
