import type { Log } from '@lindungi/events';
import type { Law } from '@lindungi/jamsostek';
import type { Clock } from '@lindungi/subgraph';
import type { City, CityDatabase } from '@lindungi/tenancy';
import { dueSuccessions } from './due.loaders';
import { goOnWithSuccession } from './succession.service';

/** How often all cities are looked at: a day ends, or BPJS receipts, without anybody telling it. */
const SWEEP_MS = 60_000;

interface Parts {
  db: CityDatabase;
  cities: ReadonlyMap<string, City>;
  clock: Clock;
  log: Log;
}

/**
 * Sees to successions that nobody has answered: by their day the worker goes to the pool. Several processes may do so side
 * by side; each succession is done by one, in a transaction of its own.
 */
export class SuccessionDesk {
  private working: Promise<void> | undefined;
  private open = true;

  constructor(private readonly law: Law) {}

  /** Looks at once, and then every minute. @returns how to stop, after the one at hand */
  start(parts: Parts): () => Promise<void> {
    const look = () => {
      this.working ??= this.sweep(parts).finally(() => {
        this.working = undefined;
      });
    };
    const sweep = setInterval(look, SWEEP_MS).unref();
    look();
    return async () => {
      this.open = false;
      clearInterval(sweep);
      await this.working;
    };
  }

  private async sweep(parts: Parts): Promise<void> {
    for (const city of parts.cities.values()) {
      try {
        await this.inCity(parts, city);
      } catch (error) {
        parts.log('successions could not be seen to', { city: city.code, why: String(error) });
      }
    }
  }

  private async inCity(parts: Parts, city: City): Promise<void> {
    const today = parts.clock.today(city);
    let after: string | undefined;
    do {
      if (!this.open) return;
      const { ids, next } = await dueSuccessions(parts.db, city, { law: this.law, today, after });
      for (const id of ids) await this.goOn(parts, city, id);
      after = next;
    } while (after !== undefined);
  }

  /** What fails is left as it was for the next look, and keeps no other waiting. */
  private async goOn({ db, clock, log }: Parts, city: City, id: string): Promise<void> {
    if (!this.open) return;
    try {
      await db.inCity(city, (tx) => goOnWithSuccession(tx, this.law, id, clock.today(city)));
    } catch (error) {
      log('a succession could not be seen to', { city: city.code, id, why: String(error) });
    }
  }
}
