import type { Budget } from '@lindungi/tenancy';
import { Bucket } from './bucket';
import { TooMany } from './too-many';

/** Seconds that somebody is told to wait who has too much under way: nobody knows when that ends, but most ends soon. */
const SOON_SECONDS = 1;

/** Hears of each refusal. */
export interface Tally {
  add(): void;
}

/**
 * What somebody may ask: so often, and so much at once. A part of a whole takes from the whole as well, and what one
 * of the two refuses costs neither.
 */
export class Share {
  readonly #bucket: Bucket;
  #underWay = 0;

  constructor(
    readonly budget: Budget,
    readonly tally: Tally,
    now: number,
    readonly whole?: Share,
  ) {
    this.#bucket = new Bucket(budget.perSecond, budget.burst, now);
  }

  /** Whether it would let somebody in. */
  open(now: number): boolean {
    return this.#underWay < this.budget.atOnce && this.#bucket.has(now);
  }

  /**
   * Comes in once.
   *
   * @throws TooMany
   */
  ask(now: number): this {
    const { whole } = this;
    if (!this.open(now)) throw this.#refused();
    if (whole && !whole.open(now)) throw whole.#refused();
    this.#bucket.take();
    if (whole) whole.#bucket.take();
    return this;
  }

  /** Begins what was asked for; each `enter` that gives nothing back has its `leave`. */
  enter(): TooMany | undefined {
    const { whole } = this;
    if (this.#underWay >= this.budget.atOnce) return this.#refused();
    if (whole && whole.#underWay >= whole.budget.atOnce) return whole.#refused();
    this.#underWay++;
    if (whole) whole.#underWay++;
    return undefined;
  }

  leave(): void {
    this.#underWay--;
    if (this.whole) this.whole.#underWay--;
  }

  #refused(): TooMany {
    this.tally.add();
    return TooMany.after(this.#underWay >= this.budget.atOnce ? SOON_SECONDS : this.#bucket.wait);
  }
}

/**
 * Does what a share lets somebody do.
 *
 * @throws TooMany when too much of it is under way
 */
export async function within<T>(share: Share | undefined, work: () => Promise<T>): Promise<T> {
  const full = share?.enter();
  if (full) throw full;
  try {
    return await work();
  } finally {
    share?.leave();
  }
}
