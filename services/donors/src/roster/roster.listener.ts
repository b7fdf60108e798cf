import type { Log } from '@lindungi/events';
import type { City, CityDatabase } from '@lindungi/tenancy';
import type { Calendar } from '../pledge/calendar';
import { applyNextLines } from './applying.service';
import { forgetLines } from './forgetting.service';

/** How often all cities are looked at anyway: for what another process began, and died over. */
const SWEEP_MS = 15_000;

interface Parts {
  db: CityDatabase;
  cities: ReadonlyMap<string, City>;
  log: Log;
}

/**
 * Applies files of the roster, apart from answering who sent them: some lines in a transaction. Several processes may
 * do so side by side; a file is applied by one after the other.
 */
export class RosterDesk {
  private readonly waiting = new Set<string>();
  private parts: Parts | undefined;
  private working: Promise<void> | undefined;

  constructor(private readonly calendar: (city: City) => Calendar) {}

  /** Begins with whatever is left from before. @returns how to stop, after the lines at hand */
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
      await this.working;
    };
  }

  /** There may be something to apply in this city. */
  wake(cityCode: string): void {
    this.waiting.add(cityCode);
    this.working ??= this.run().finally(() => {
      this.working = undefined;
      if (this.parts && this.waiting.size > 0) this.wake([...this.waiting][0]!);
    });
  }

  private async run(): Promise<void> {
    for (const code of this.waiting) {
      this.waiting.delete(code);
      const city = this.parts?.cities.get(code);
      if (!this.parts || !city) continue;
      const { db, log } = this.parts;
      try {
        const more = await db.inCity(city, (tx) => applyNextLines(tx, this.calendar(city)));
        if (more || (await db.inCity(city, forgetLines))) this.waiting.add(code);
      } catch (error) {
        // nothing of these lines is applied; the sweep comes back to them
        log('a roster could not be applied', { city: code, why: String(error) });
      }
    }
  }
}
