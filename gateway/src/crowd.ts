import type { Budget } from '@lindungi/tenancy';
import { Share, type Tally } from './share';

/** Whoever has not come for so long has nothing under way. */
const LONGEST_MS = 10_000;
/** Names that are known at once; who comes beside them shares one share. */
const MOST_NAMES = 10_000;

/**
 * Many who ask out of one budget, each of them by name with a share of it. Names are forgotten once their share is
 * whole again and they would be met as somebody new; until then nobody can be rid of what they have spent, and a
 * stranger who has many names fills no memory: a name is kept only with a token of the whole, and no more than so many.
 */
export class Crowd {
  #young = new Map<string, Share>();
  #old = new Map<string, Share>();
  #since: number;
  readonly #others: Share;
  readonly #forgetMs: number;

  constructor(
    readonly whole: Share,
    readonly each: Budget,
    readonly tally: Tally,
    now: number,
    readonly most = MOST_NAMES,
  ) {
    this.#since = now;
    this.#others = new Share(each, tally, now, whole);
    this.#forgetMs = Math.max(LONGEST_MS, (each.burst / each.perSecond) * 1000);
  }

  /** How many names are kept. */
  get size(): number {
    return this.#young.size + this.#old.size;
  }

  /**
   * One of the crowd comes in; without a name it is the whole's budget alone.
   *
   * @throws TooMany
   */
  ask(name: string | undefined, now: number): Share {
    return (name === undefined ? this.whole : this.#shareOf(name, now)).ask(now);
  }

  #shareOf(name: string, now: number): Share {
    if (now - this.#since >= this.#forgetMs) this.#forget(now);
    const young = this.#young.get(name);
    if (young) return young;
    const old = this.#old.get(name);
    if (!old && !this.whole.open(now)) return this.whole;
    if (this.#young.size >= this.most) return old ?? this.#others;
    const share = old ?? new Share(this.each, this.tally, now, this.whole);
    this.#old.delete(name);
    this.#young.set(name, share);
    return share;
  }

  /** Who came neither in this stretch of time nor in the one before is whole again. */
  #forget(now: number): void {
    this.#old = now - this.#since < 2 * this.#forgetMs ? this.#young : new Map();
    this.#young = new Map();
    this.#since = now;
  }
}
