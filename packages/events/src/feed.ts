import { DomainError } from '@lindungi/jamsostek';
import { Bell } from './bell';
import { type Cursor, isAfter } from './cursor';
import type { Told } from './told';

/** Most events that may wait for one client. */
export const FEED_LIMIT = 1_000;

/** The client reads more slowly than things happen. It may come back with its last cursor. */
export class StreamTooSlow extends DomainError {
  readonly code = 'STREAM_TOO_SLOW';

  constructor() {
    super(
      {
        id: 'Sambungan terlalu lambat untuk mengikuti perubahan. Sambung lagi dengan penanda terakhir.',
        en: 'This connection is too slow for what happens. Connect again with the last cursor.',
      },
      { waiting: FEED_LIMIT },
    );
  }
}

/** What one client wants to be told. */
export interface Wanted {
  city: string;
  names: ReadonlySet<string>;
  match: (told: Told) => boolean;
  /** Events of one key are one: the newest. */
  keyOf: (told: Told) => unknown;
}

/** Between two events something is missing; what is true at `since` must be read whole. */
export interface Missing {
  since: Cursor;
}

/** The events that wait for one client: in order, none twice, bounded. */
export class Feed {
  readonly #waiting = new Map<unknown, Told>();
  readonly #bell = new Bell();
  #missing: Missing | undefined;
  #failure: Error | undefined;
  /** What lies before is known already. */
  #until: Cursor | undefined;
  #ended = false;

  constructor(readonly wanted: Wanted) {}

  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Takes an event in if it is wanted. Never throws: a fault here is this client's alone. */
  offer(told: Told): void {
    if (this.#failure || this.#ended) return;
    if (this.#until && !isAfter(told.cursor, this.#until)) return;
    try {
      const { city, names, match, keyOf } = this.wanted;
      if (told.city !== city || !names.has(told.name) || !match(told)) return;
      const key = keyOf(told);
      this.#waiting.delete(key);
      this.#waiting.set(key, told);
      if (this.#waiting.size > FEED_LIMIT) this.#fail(new StreamTooSlow());
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error(String(error)));
    }
    this.#bell.ring();
  }

  /** Nothing that waits is worth sending now. */
  miss(since: Cursor): void {
    this.#waiting.clear();
    this.#until = undefined;
    this.#missing = { since };
    this.#bell.ring();
  }

  /** Puts what was caught up with, as far as `until`, before what has come in meanwhile. */
  precede(earlier: Feed, until: Cursor): void {
    if (this.#missing) return;
    const later = [...this.#waiting.values()].filter((told) => isAfter(told.cursor, until));
    this.#waiting.clear();
    for (const told of [...earlier.#waiting.values(), ...later]) this.offer(told);
    this.#until = until;
  }

  end(): void {
    this.#ended = true;
    this.#bell.ring();
  }

  /** The next event, or that some are missing; undefined at the end. @throws StreamTooSlow */
  async next(): Promise<Told | Missing | undefined> {
    for (;;) {
      if (this.#ended) return undefined;
      if (this.#failure) throw this.#failure;
      const missing = this.#missing;
      this.#missing = undefined;
      if (missing) return missing;
      const [first] = this.#waiting;
      if (first) {
        this.#waiting.delete(first[0]);
        return first[1];
      }
      await this.#bell.heard(Number.POSITIVE_INFINITY);
    }
  }

  #fail(error: Error): void {
    this.#waiting.clear();
    this.#failure = error;
  }
}
