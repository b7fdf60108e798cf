/** A map that forgets what was not used longest, so that strangers' documents cannot fill the memory. */
export class Bounded<V> {
  readonly #entries = new Map<string, V>();
  #weight = 0;

  constructor(
    readonly count: number,
    /** Sum of the keys' lengths. */
    readonly weight: number = Number.POSITIVE_INFINITY,
  ) {}

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): V | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  set(key: string, value: V): void {
    this.delete(key);
    this.#entries.set(key, value);
    this.#weight += key.length;
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.count && this.#weight <= this.weight) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    if (this.#entries.delete(key)) this.#weight -= key.length;
  }

  clear(): void {
    this.#entries.clear();
    this.#weight = 0;
  }
}
