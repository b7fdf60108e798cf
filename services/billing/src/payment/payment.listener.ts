import { isWeather, type Log } from '@lindungi/events';
import type { City, CityDatabase } from '@lindungi/tenancy';
import { type AskProvider, askNext } from './ask.service';
import { type Notice, postponeNotice } from './notice.service';
import { workNotices } from './payment.service';
import { resolveNextReversal } from './reversal.service';

/** Batches worked at once, of whichever cities: fewer than the pool has connections. */
const LANES = 3;

/** Messages of one batch: one transaction, and few enough that another city's turn comes soon. */
const BATCH = 50;

/** How often all cities are looked at anyway: for what another process took, and died over. */
const SWEEP_MS = 30_000;

/**
 * After a batch its city rests so long, in ms: what comes meanwhile is one batch, and pays for one commit. Who pays alone
 * waits for nobody, and in a flood nobody sees so little.
 */
const REST_MS = 60;

/** When the database went away it is asked again after so long. */
const WEATHER_MS = 1_000;

/** What is next in a city: what is left over; after a rest, what has come meanwhile; or nothing, until it is woken. */
type Next = 'MORE' | 'REST' | 'NOTHING';

interface Parts {
  db: CityDatabase;
  cities: ReadonlyMap<string, City>;
  log: Log;
  ask: AskProvider;
}

/**
 * Works what providers said, apart from answering them: woken by each message that is kept, and
 * for all cities at the start and every half minute. Several processes may do so side by side; a
 * message is worked once, by whoever has locked it.
 *
 * Cities take turns, one batch each, so that a busy one does not keep the others waiting. A batch that cannot be
 * worked is worked one by one, so that no message waits for a neighbour's fault.
 */
export class NoticeDesk {
  private readonly waiting = new Set<string>();
  /** Cities under way, or resting: one batch at a time each, since a city's ledger is written by one at a time. */
  private readonly busy = new Set<string>();
  private readonly lanes = new Set<Promise<void>>();
  /** By city: under way, and wanted once more. */
  private readonly asking = new Map<string, Promise<void>>();
  private readonly askAgain = new Set<string>();
  /** By city: so many messages are worked singly, since a batch with one of them failed. */
  private readonly singly = new Map<string, number>();
  private parts: Parts | undefined;

  constructor(private readonly work = workNotices) {}

  /** Begins with whatever is left from before. @returns how to stop, after the message at hand */
  open(parts: Parts): () => Promise<void> {
    this.parts = parts;
    const wakeAll = () => {
      for (const code of parts.cities.keys()) this.wake(code);
    };
    const sweep = setInterval(wakeAll, SWEEP_MS).unref();
    wakeAll();
    return async () => {
      clearInterval(sweep);
      this.parts = undefined;
      await Promise.all([...this.lanes, ...this.asking.values()]);
    };
  }

  /** There may be something to work in this city. */
  wake(cityCode: string): void {
    this.waiting.add(cityCode);
    this.openLane();
  }

  private openLane(): void {
    if (!this.parts || this.next() === undefined || this.lanes.size >= LANES) return;
    const lane = this.run().finally(() => {
      this.lanes.delete(lane);
      this.openLane(); // for whoever woke us while this lane was closing
    });
    this.lanes.add(lane);
  }

  private next(): string | undefined {
    for (const code of this.waiting) if (!this.busy.has(code)) return code;
    return undefined;
  }

  private async run(): Promise<void> {
    for (;;) {
      const code = this.next();
      const city = code === undefined ? undefined : this.parts?.cities.get(code);
      if (!this.parts || code === undefined) return;
      this.waiting.delete(code);
      this.busy.add(code);
      const next = city ? await this.workOne(this.parts, city) : 'NOTHING';
      if (next !== 'NOTHING') this.waiting.add(code);
      if (next === 'REST') setTimeout(() => this.free(code), REST_MS).unref();
      else this.busy.delete(code);
    }
  }

  private free(cityCode: string): void {
    this.busy.delete(cityCode);
    this.openLane();
  }

  private async workOne(parts: Parts, city: City): Promise<Next> {
    const { db, log } = parts;
    const { code } = city;
    const left = this.singly.get(code) ?? 0;
    const most = left > 0 ? 1 : BATCH;
    let notices: readonly Notice[] = [];
    const claimed = (those: readonly Notice[]) => {
      notices = those;
    };
    try {
      const worked = await db.inCity(city, (tx) => this.work(tx, claimed, most));
      this.careful(code, worked.length === 0 ? 0 : left - 1);
      if (worked.length > 0) return worked.length < most ? 'REST' : 'MORE';
      this.ask(parts, city);
      return (await db.inCity(city, resolveNextReversal)) ? 'MORE' : 'NOTHING';
    } catch (error) {
      const why = String(error);
      log('notices of a provider could not be worked', {
        city: code,
        notices: notices.map(({ id }) => id),
        why,
      });
      if (isWeather(error)) {
        // No fault of the message: it keeps all its chances, however long the database is away.
        setTimeout(() => this.wake(code), WEATHER_MS).unref();
        return 'NOTHING';
      }
      this.careful(code, notices.length > 1 ? notices.length : left - 1);
      const [notice] = notices;
      if (!notice) return 'NOTHING';
      return notices.length > 1 || (await this.postpone(parts, city, notice, why)) ? 'MORE' : 'NOTHING';
    }
  }

  private careful(cityCode: string, left: number): void {
    if (left > 0) this.singly.set(cityCode, left);
    else this.singly.delete(cityCode);
  }

  /** An answer takes as long as its provider likes: each city asks on a lane of its own, and the others go on. */
  private ask(parts: Parts, city: City): void {
    const { code } = city;
    if (this.asking.has(code)) this.askAgain.add(code);
    else this.asking.set(code, this.askAll(parts, city));
  }

  private async askAll({ db, log, ask }: Parts, city: City): Promise<void> {
    const { code } = city;
    for (;;) {
      const seconds = await askNext(db, city, ask).catch((error: unknown) => {
        // the database is away; the sweep comes back to it
        log('a provider could not be asked', { city: code, why: String(error) });
      });
      if (seconds === 0) this.wake(code);
      else if (seconds) this.wakeIn(seconds, city);
      if (this.parts && (seconds !== undefined || this.askAgain.delete(code))) continue;
      this.asking.delete(code);
      return;
    }
  }

  private wakeIn(seconds: number, { code }: City): void {
    setTimeout(() => this.wake(code), seconds * 1000 + 50).unref();
  }

  private async postpone({ db, log }: Parts, city: City, notice: Notice, why: string): Promise<boolean> {
    try {
      const seconds = await db.inCity(city, (tx) => postponeNotice(tx, notice, why));
      if (seconds !== undefined) this.wakeIn(seconds, city);
      return true;
    } catch (error) {
      // the database is away; the sweep comes back to it
      log('a notice could not be postponed', { city: city.code, notice: notice.id, why: String(error) });
      return false;
    }
  }
}
