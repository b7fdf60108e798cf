import type { Log } from '@lindungi/events';
import type { Law } from '@lindungi/jamsostek';
import type { Clock } from '@lindungi/subgraph';
import type { City, CityDatabase } from '@lindungi/tenancy';
import type { Vault } from '../worker/vault';
import { eraseLeaver, forgetMarks, LeaverStays, leavers } from './retention.service';

/** Nothing here is urgent: what the law counts in days and months is looked at four times a day. */
const SWEEP_MS = 6 * 3_600_000;

interface Parts {
  db: CityDatabase;
  cities: ReadonlyMap<string, City>;
  clock: Clock;
  log: Log;
}

/**
 * Listens to the calendar: what nothing asks to keep any more is erased, one worker and one transaction at a time, and
 * each with a deed. Several processes may do so side by side.
 */
export class RetentionWatch {
  private stopped = false;
  private sweeping: Promise<void> | undefined;

  constructor(
    private readonly vault: Vault,
    private readonly law: Law,
  ) {}

  /** @returns how to stop, after the worker at hand */
  open(parts: Parts): () => Promise<void> {
    const begin = () => {
      this.sweeping ??= this.sweep(parts).finally(() => {
        this.sweeping = undefined;
      });
    };
    const timer = setInterval(begin, SWEEP_MS).unref();
    begin();
    return async () => {
      clearInterval(timer);
      this.stopped = true;
      await this.sweeping;
    };
  }

  private async sweep(parts: Parts): Promise<void> {
    let erased = 0;
    for (const city of parts.cities.values()) {
      if (this.stopped) return;
      erased += await this.sweepCity(parts, city);
    }
    parts.log('what may no longer be kept was looked for', { erased });
  }

  /** What fails here is tried again with the next sweep; the other cities go on. */
  private async sweepCity({ db, clock, log }: Parts, city: City): Promise<number> {
    const calendar = { law: this.law, today: clock.today(city) };
    let erased = 0;
    try {
      for (const leaver of await db.inCity(city, (tx) => leavers(tx, calendar))) {
        if (this.stopped) break;
        erased += await db
          .inCity(city, (tx) => eraseLeaver(tx, this.vault, leaver, calendar))
          .then(
            () => 1,
            (error) => {
              if (error instanceof LeaverStays) return 0;
              throw error;
            },
          );
      }
      await db.inCity(city, (tx) => forgetMarks(tx, this.vault, calendar.today));
    } catch (error) {
      log('what may no longer be kept could not be erased', { city: city.code, why: String(error) });
    }
    return erased;
  }
}
