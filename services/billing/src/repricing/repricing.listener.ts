import type { Log } from '@lindungi/events';
import type { Law } from '@lindungi/jamsostek';
import type { Clock } from '@lindungi/subgraph';
import type { City, CityDatabase } from '@lindungi/tenancy';
import { repriceCity, versionOf } from './sweep.service';

/** An agency's answer may be what an invoice waits for; nobody needs it sooner. */
const SWEEP_MS = 3_600_000;

interface Parts {
  db: CityDatabase;
  cities: ReadonlyMap<string, City>;
  clock: Clock;
  log: Log;
}

/**
 * Listens to the law: at the start, since a law is read once, each city's invoices are compared with it; and every hour,
 * for those that waited.
 */
export class RepricingWatch {
  private stopped = false;
  private sweeping: Promise<void> | undefined;

  constructor(private readonly law: Law) {}

  /** @returns how to stop, after the invoices at hand */
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

  /** What fails in one city is tried again in an hour; the others go on. */
  private async sweep({ db, cities, clock, log }: Parts): Promise<void> {
    const { law } = this;
    const version = versionOf(law);
    for (const city of cities.values()) {
      if (this.stopped) return;
      try {
        const now = { law, version, issuedIn: clock.thisMonth(city) };
        const { done, waiting } = await repriceCity(db, city, now, () => this.stopped);
        if (done > 0)
          log('invoices were re-priced by the law as it is now', { city: city.code, done, waiting });
      } catch (error) {
        log('invoices could not be re-priced', { city: city.code, why: String(error) });
      }
    }
  }
}
