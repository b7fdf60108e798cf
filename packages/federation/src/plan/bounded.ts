import { Chain, type Link } from '../chain';

interface Kept<V> extends Link<Kept<V>> {
  key: string;
  value: V;
}

/**
 * A map that forgets what was not used longest, so that strangers' documents cannot fill the memory.
 *
 * What comes for the first time is on trial, among few: most documents of strangers come once, are forgotten
 * before the collector would have moved them to where it seldom looks, and push out nothing that is in use. What
 * comes again after it was forgotten is known by its mark, and stays.
 */
export class Bounded<V> {
  /** Used once, oldest first; used again, and the order of their last use. */
  readonly #trial = new Map<string, V>();
  readonly #kept = new Map<string, Kept<V>>();
  readonly #order = new Chain<Kept<V>>();
  /** Marks of what was forgotten on trial, oldest first. */
  readonly #marks = new Set<number>();
  #weight = 0;

  constructor(
    readonly count: number,
    /** Sum of the keys' lengths. */
    readonly weight: number = Number.POSITIVE_INFINITY,
    readonly trials: number = 64,
  ) {}

  get size(): number {
    return this.#trial.size + this.#kept.size;
  }

  get(key: string): V | undefined {
    const kept = this.#kept.get(key);
    if (kept) {
      this.#order.moveLast(kept);
      return kept.value;
    }
    const value = this.#trial.get(key);
    if (value === undefined) return undefined;
    this.#trial.delete(key);
    this.#keep(key, value);
    return value;
  }

  set(key: string, value: V): void {
    const stays = this.#kept.has(key) || (!this.#trial.has(key) && this.#marks.has(markOf(key)));
    this.delete(key);
    if (stays) this.#keep(key, value);
    else this.#trial.set(key, value);
    this.#weight += key.length;
    if (this.#trial.size > this.trials) this.#remember(this.#forget(this.#trial.keys().next().value));
    while (this.size > this.count || this.#weight > this.weight) {
      this.#forget(this.#order.first?.key ?? this.#trial.keys().next().value);
    }
  }

  delete(key: string): void {
    const kept = this.#kept.get(key);
    if (kept) {
      this.#kept.delete(key);
      this.#order.remove(kept);
    } else if (!this.#trial.delete(key)) return;
    this.#weight -= key.length;
  }

  #keep(key: string, value: V): void {
    const kept = { key, value, before: undefined, after: undefined };
    this.#kept.set(key, kept);
    this.#order.add(kept);
  }

  #forget(key: string | undefined): string {
    this.delete(key as string);
    return key as string;
  }

  #remember(key: string): void {
    this.#marks.add(markOf(key));
    if (this.#marks.size <= MOST_MARKS) return;
    for (const oldest of this.#marks) {
      this.#marks.delete(oldest);
      return;
    }
  }
}

const MOST_MARKS = 4_096;

/** Two keys of one mark: the second stays though it is new, which does no harm. */
function markOf(key: string): number {
  let mark = key.length;
  for (let at = 0; at < key.length; at++) mark = (Math.imul(mark, 31) + key.charCodeAt(at)) | 0;
  return mark;
}
