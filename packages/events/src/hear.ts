import type { KeyObject } from 'node:crypto';
import { type CityDatabase, cities, cityByCode } from '@lindungi/tenancy';
import { Bell, backoff } from './bell';
import type { Cursor } from './cursor';
import { Inbox, NoCityFile, type Place } from './inbox';
import { type Listener, Listeners } from './listener';
import { Source } from './source';
import type { Log, Told } from './told';
import { isWeather } from './weather';

export interface Hearing {
  db: CityDatabase;
  /** Who hears. */
  service: string;
  /** Where the others are: 'http://127.0.0.1:4002' by the service's name. */
  sources: Readonly<Record<string, string>>;
  passKey: KeyObject;
  listeners: readonly Listener[];
  log: Log;
}

/** So often an event may fail before it is parked: some five seconds, with the waiting between. */
const CHANCES = 8;
/** So many events of one city are heard by one transaction at most. */
const RUN = 50;
/** After hearing something a source rests so long, in ms: what is told meanwhile is one answer, and one transaction. */
const REST_MS = 25;
/** A place nobody needed to move is written down this often, in ms. */
const PASS_MS = 600_000;

/**
 * Hears the other services, each source in its own loop and in its own order.
 *
 * Every event is heard in one transaction of its city: the place, the note that it was heard, the effect; what was
 * told of one city without a break shares one, and has one each when that fails.
 * Saying a thing twice, a restart, a restored source (which begins anew) change nothing that way.
 * A source that is down is asked again, later and later; a database that is away is waited for. An
 * event that fails by itself is parked after eight times, said aloud, and tried once more at the
 * next start; the others go on.
 *
 * @throws Error at once, when a listener's source has no address
 */
export function hear(hearing: Hearing): { stop(): Promise<void> } {
  const { db, service, passKey, log } = hearing;
  const listeners = new Listeners(hearing.listeners);
  const loops = listeners.sources.map((name) => {
    const url = hearing.sources[name];
    if (!url) throw new Error(`${service} listens to ${name} and was not told where it is.`);
    const source = new Source(name, { url, names: listeners.namesOf(name), service, passKey });
    return new SourceLoop(source, new Inbox(db, name, listeners), (line, facts) =>
      log(line, { service, source: name, ...facts }),
    );
  });
  return {
    /** Finishes the event at hand, hears no other. */
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

/** What was told, cut where the city changes and at so many: one transaction is of one city. */
function runsOf(told: readonly Told[]): Told[][] {
  const runs: Told[][] = [];
  for (const one of told) {
    const run = runs.at(-1);
    if (run && run.length < RUN && run[0]!.city === one.city) run.push(one);
    else runs.push([one]);
  }
  return runs;
}

class SourceLoop {
  readonly #stopping = new AbortController();
  readonly #bell = new Bell();
  readonly #ended: Promise<void>;
  /** What the database says, as far as we know. */
  #place: Place | undefined;
  /** How far we have looked; undefined is the beginning. */
  #seen: Cursor | undefined;
  #passedAt = Date.now();

  constructor(
    private readonly source: Source,
    private readonly inbox: Inbox,
    private readonly log: Log,
  ) {
    this.#ended = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#bell.ring();
    await this.#ended;
  }

  get #stopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  async #run(): Promise<void> {
    let retried = false;
    let failures = 0;
    while (!this.#stopped) {
      try {
        if (!retried) await this.#hearParked();
        retried = true;
        const told = await this.#page();
        if (failures > 0) this.log('a source is heard again');
        failures = 0;
        if (told) await this.#pause(REST_MS);
      } catch (error) {
        if (this.#stopped) return;
        if (failures === 0) this.log('a source cannot be heard; trying again', { why: String(error) });
        await this.#pause(backoff(failures++));
      }
    }
  }

  /** @returns whether there was something to hear, and it was ours to hear */
  async #page(): Promise<boolean> {
    this.#place ??= await this.#find();
    const place = this.#place;
    const page = await this.source.next(this.#seen, this.#stopping.signal);
    if (page.gap) {
      if (!this.#seen) throw new Error('It refuses to begin at the beginning.');
      this.log('the source began a new epoch; hearing it from the beginning');
      this.#seen = undefined;
      return false;
    }
    for (const run of runsOf(page.told)) {
      if (this.#stopped) return false;
      if (await this.#hearRun(run)) continue;
      await this.#stepBack();
      return false;
    }
    this.#seen = page.next;
    if (page.told.length === 0) await this.#pass(place, page.next);
    return page.told.length > 0;
  }

  /** One transaction for the run; if that fails, for whatever reason, one for each. */
  async #hearRun(run: readonly Told[]): Promise<boolean> {
    const last = run.at(-1)!;
    if (run.length > 1 && cityByCode(last.city)) {
      try {
        return this.#moved((await this.inbox.hearRun(run, this.#place!)) !== 'NOT_OURS', last.cursor);
      } catch {
        // whichever it was shows itself below
      }
    }
    for (const told of run) {
      if (this.#stopped) return true;
      if (!(await this.#hear(told))) return false;
    }
    return true;
  }

  /** @returns false when another replica is at it */
  async #hear(told: Told): Promise<boolean> {
    let failures = 0;
    for (let tries = 0; ; tries++) {
      let began = false;
      try {
        const heard = await this.inbox.hear(told, this.#place!, () => {
          began = true;
        });
        return this.#moved(heard !== 'NOT_OURS', told.cursor);
      } catch (error) {
        if (this.#stopped) throw error;
        if (began && !isWeather(error)) failures++;
        const facts = { event: told.name, id: told.eventId, city: told.city, why: String(error) };
        if (failures >= CHANCES || error instanceof NoCityFile) {
          const parked = await this.inbox.park(told, this.#place!, facts.why.slice(0, 500));
          if (parked === 'HEARD') this.log('an event was parked; it is tried again at the next start', facts);
          return this.#moved(parked !== 'NOT_OURS', told.cursor);
        }
        this.log('an event failed; trying again', facts);
        await this.#pause(backoff(tries));
      }
    }
  }

  #moved(ours: boolean, to: Cursor): boolean {
    if (ours) {
      this.#place = to;
      this.#seen = to;
    }
    return ours;
  }

  async #find(): Promise<Place> {
    const place = await this.inbox.place();
    this.#seen = place.epoch === null ? undefined : { ...place, epoch: place.epoch };
    return place;
  }

  /** Leaves the source to the other replica for a moment, then looks where that one has come to. */
  async #stepBack(): Promise<void> {
    this.#place = undefined;
    await this.#pause(250 + Math.random() * 500);
  }

  async #pass(from: Place, to: Cursor): Promise<void> {
    if (Date.now() - this.#passedAt < PASS_MS) return;
    this.#passedAt = Date.now();
    if (!this.#moved(await this.inbox.pass(to, from), to)) await this.#stepBack();
  }

  async #hearParked(): Promise<void> {
    for (const city of cities().values()) {
      for (const told of await this.inbox.parkedIn(city)) {
        if (this.#stopped) return;
        const facts = { event: told.name, id: told.eventId, city: told.city };
        try {
          await this.inbox.hearAgain(city, told);
          this.log('a parked event took effect', facts);
        } catch (error) {
          this.log('a parked event failed again', { ...facts, why: String(error) });
        }
      }
    }
  }

  async #pause(ms: number): Promise<void> {
    if (!this.#stopped) await this.#bell.heard(ms);
  }
}
