import type { Log } from '@lindungi/events';
import type { Law } from '@lindungi/jamsostek';
import type { Clock } from '@lindungi/subgraph';
import type { City, CityDatabase } from '@lindungi/tenancy';
import { callAboutUnanswered } from '../payroll/unanswered.service';
import { remind } from './reminder.service';

/** A day of reckoning comes at a midnight, and each city has its own. */
const SWEEP_MS = 3_600_000;

interface Parts {
  db: CityDatabase;
  cities: ReadonlyMap<string, City>;
  clock: Clock;
  log: Log;
}

/**
 * Listens to the calendar: at the start and every hour, each city's reminders that are due are told, and a person is called
 * about bills that no agency has answered in time, each once.
 */
export class ReminderWatch {
  private stopped = false;
  private sweeping: Promise<void> | undefined;

  constructor(private readonly law: Law) {}

  /** @returns how to stop, after the city at hand */
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
    for (const city of cities.values()) {
      if (this.stopped) return;
      try {
        const today = clock.today(city);
        await db.inCity(city, (tx) => callAboutUnanswered(tx, today));
        const told = await db.inCity(city, (tx) => remind(tx, this.law, today));
        if (told > 0) log('reminders of covers that ended were told', { city: city.code, told });
      } catch (error) {
        log('reminders could not be told', { city: city.code, why: String(error) });
      }
    }
  }
}
