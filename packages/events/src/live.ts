import type { KeyObject } from 'node:crypto';
import type { City } from '@lindungi/tenancy';
import { Bell, backoff } from './bell';
import { type Cursor, openCursor, sealCursor } from './cursor';
import { Feed, type Wanted } from './feed';
import { releaseOnReturn } from './release-on-return';
import type { Carrier, Log, Told } from './told';

export { StreamTooSlow } from './feed';

/** One thing sent to a client that watches. */
export interface Update<T> {
  value: T;
  /** Sealed for this city; `after` in the next stream, on any replica. */
  cursor: string;
  /** Something between the client's cursor and this could not be told one by one: `value` is whole. */
  gap: boolean;
}

/** What a client watches. */
export interface Watch<T> {
  city: City;
  /** Names of this service's own events. */
  names: readonly string[];
  /** Which of them; all by default. Quick and without IO: it is asked for every event of the city. */
  match?: (told: Told) => boolean;
  /** Events of one key that wait together are sent as one, the newest. By default each is sent. */
  coalesce?: (told: Told) => string;
  /** The last cursor the client has; nothing for a first visit. */
  after?: string | null | undefined;
  /** All of it, as it is now. */
  snapshot: () => Promise<T>;
  /** What an event means for this client; checks rights again; undefined when nothing to it. */
  change: (told: Told) => Promise<T | undefined>;
}

/** Events read at once, and looked through at most before a snapshot is the cheaper answer. */
const PAGE = 500;
const CATCH_UP = 10_000;

/**
 * Lets many clients watch what a service tells, from one reading of its outbox per process.
 *
 * The outbox is read once per wake, however many watch, and not at all while nobody does. Each
 * client has its own bounded queue, so a slow one delays nobody.
 */
export class Live {
  readonly #feeds = new Map<string, Set<Feed>>();
  readonly #bell = new Bell();
  readonly #outbox: Carrier;
  readonly #cursorKey: KeyObject;
  readonly #log: Log;
  #unhang: (() => void) | undefined;
  /** Where the one reading is; a promise while the first client waits for it. */
  #at: Promise<Cursor> | undefined;
  #closed = false;

  constructor({ outbox, cursorKey, log = () => {} }: { outbox: Carrier; cursorKey: KeyObject; log?: Log }) {
    this.#outbox = outbox;
    this.#cursorKey = cursorKey;
    this.#log = log;
  }

  /**
   * A snapshot first, then every change; with `after` the changes since, and no snapshot.
   *
   * The cursor is taken before the snapshot is read, so a change in between is sent twice and never
   * left out. Where `after` cannot be continued (restored, removed, or too much has happened) the
   * stream begins with a snapshot and says `gap`. Ends when `return()` is called, at once, and when
   * the service stops.
   *
   * @throws CursorRefused  at once, for a cursor that is not ours, or of another city
   * @throws StreamTooSlow  from `next()`, when more than 1,000 events wait for this client
   */
  stream<T>(watch: Watch<T>): AsyncGenerator<Update<T>, undefined, undefined> {
    const { code } = watch.city;
    const asked = watch.after ? openCursor(this.#cursorKey, code, watch.after) : undefined;
    const feed = new Feed(wantedBy(watch));
    return releaseOnReturn(this.#updates(watch, feed, asked), () => this.#leave(feed));
  }

  /** Ends every stream, as at the end of the day: without an error. */
  close(): void {
    this.#closed = true;
    for (const feeds of this.#feeds.values()) for (const feed of feeds) feed.end();
    this.#bell.ring();
  }

  async *#updates<T>(
    watch: Watch<T>,
    feed: Feed,
    asked: Cursor | undefined,
  ): AsyncGenerator<Update<T>, undefined, undefined> {
    try {
      const since = await this.#join(feed);
      if (!asked || !(await this.#catchUp(feed, asked))) {
        yield { value: await watch.snapshot(), cursor: this.#seal(watch, since), gap: asked !== undefined };
      }
      for (let next = await feed.next(); next; next = await feed.next()) {
        if ('since' in next) {
          yield { value: await watch.snapshot(), cursor: this.#seal(watch, next.since), gap: true };
          continue;
        }
        const value = await watch.change(next);
        if (value !== undefined) yield { value, cursor: this.#seal(watch, next.cursor), gap: false };
      }
      return undefined;
    } finally {
      this.#leave(feed);
    }
  }

  /** From the cursor it answers on, this feed gets every event. */
  async #join(feed: Feed): Promise<Cursor> {
    if (this.#closed) feed.end();
    const { city } = feed.wanted;
    const feeds = this.#feeds.get(city) ?? new Set();
    this.#feeds.set(city, feeds.add(feed));
    if (!this.#at) {
      this.#at = this.#outbox.head();
      this.#read(this.#at);
    }
    return this.#at;
  }

  #leave(feed: Feed): void {
    feed.end();
    const feeds = this.#feeds.get(feed.wanted.city);
    feeds?.delete(feed);
    if (feeds?.size === 0) this.#feeds.delete(feed.wanted.city);
    if (this.#feeds.size === 0) this.#bell.ring();
  }

  /** Whether everything since `asked` now waits in the feed; if not, only a snapshot is honest. */
  async #catchUp(feed: Feed, asked: Cursor): Promise<boolean> {
    const { city, names } = feed.wanted;
    const missed = new Feed(feed.wanted);
    let after = asked;
    for (let seen = 0; seen < CATCH_UP; seen += PAGE) {
      const { told, next, gap } = await this.#outbox.look({ after, city, names: [...names], limit: PAGE });
      if (gap) return false;
      for (const one of told) missed.offer(one);
      if (missed.failure) return false;
      after = next;
      if (told.length < PAGE) {
        feed.precede(missed, after);
        return true;
      }
    }
    return false;
  }

  /** The one reading. It ends when nobody watches; the next client begins another, from then. */
  async #read(start: Promise<Cursor>): Promise<void> {
    this.#unhang = this.#outbox.onWake(() => this.#bell.ring());
    try {
      let at = await start;
      for (let failures = 0; this.#feeds.size > 0 && !this.#closed; ) {
        try {
          at = await this.#readFrom(at);
          failures = 0;
          await this.#bell.heard(Number.POSITIVE_INFINITY);
        } catch (error) {
          if (failures === 0) this.#log('the outbox cannot be read; trying again', { why: String(error) });
          await this.#bell.heard(backoff(failures++));
        }
      }
    } catch {
      // Those who wait for the start get its error themselves.
    } finally {
      this.#unhang();
      this.#at = undefined;
    }
  }

  async #readFrom(from: Cursor): Promise<Cursor> {
    for (let at = from; ; ) {
      const { told, next, gap } = await this.#outbox.look({ after: at, limit: PAGE });
      at = gap ? await this.#outbox.head() : next;
      if (gap) for (const feeds of this.#feeds.values()) for (const feed of feeds) feed.miss(at);
      for (const one of told) for (const feed of this.#feeds.get(one.city) ?? []) feed.offer(one);
      this.#at = Promise.resolve(at);
      if (told.length < PAGE) return at;
    }
  }

  #seal({ city }: Pick<Watch<unknown>, 'city'>, cursor: Cursor): string {
    return sealCursor(this.#cursorKey, city.code, cursor);
  }
}

function wantedBy<T>({ city, names, match, coalesce }: Watch<T>): Wanted {
  return {
    city: city.code,
    names: new Set(names),
    match: match ?? (() => true),
    keyOf: coalesce ?? ((told) => told),
  };
}
