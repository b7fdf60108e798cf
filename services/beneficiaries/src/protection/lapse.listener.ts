import type { Log } from '@lindungi/events';
import type { Law } from '@lindungi/jamsostek';
import type { Clock } from '@lindungi/subgraph';
import type { City, CityDatabase } from '@lindungi/tenancy';
import type { Vault } from '../worker/vault';
import { lapse, lapsedPledges } from './release.service';

/** A pledge lapses at a midnight, and each city has its own. */
const SWEEP_MS = 3_600_000;

interface Parts {
  db: CityDatabase;
  cities: ReadonlyMap<string, City>;
  clock: Clock;
  log: Log;
}

/**
 * Listens to the calendar: at the start and every hour, each city's pledges that nobody paid in time are freed, one
 * transaction each. Several processes may do so side by side; a pledge is freed once, by whoever has locked it.
 */
export class LapseWatch {
  private stopped = false;
  private sweeping: Promise<void> | undefined;

  constructor(
    private readonly vault: Vault,
    private readonly law: Law,
  ) {}

  /** @returns how to stop, after the pledge at hand */
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
    let freed = 0;
    for (const city of parts.cities.values()) {
      if (this.stopped) return;
      freed += await this.sweepCity(parts, city);
    }
    parts.log('unpaid pledges were looked through', { freed });
  }

  /** What fails here is tried again in an hour; the other cities go on. */
  private async sweepCity({ db, clock, log }: Parts, city: City): Promise<number> {
    const calendar = { law: this.law, today: clock.today(city) };
    let freed = 0;
    try {
      for (const pledgeId of await db.inCity(city, (tx) => lapsedPledges(tx, calendar))) {
        if (this.stopped) break;
        freed += await db.inCity(city, (tx) => lapse(tx, this.vault, pledgeId, calendar));
      }
    } catch (error) {
      log('unpaid pledges could not be freed', { city: city.code, why: String(error) });
    }
    return freed;
  }
}
