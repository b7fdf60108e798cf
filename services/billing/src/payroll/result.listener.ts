import type { Log } from '@lindungi/events';
import type { City, CityDatabase } from '@lindungi/tenancy';
import { bookNextDeductions } from './collect.service';

/** How often all cities are looked at anyway: for what another process began, and died over. */
const SWEEP_MS = 30_000;

interface Parts {
  db: CityDatabase;
  cities: ReadonlyMap<string, City>;
  log: Log;
}

/**
 * Books what payrolls answered, apart from answering them: fifty donors in a transaction, one city after another.
 * Several processes may do so side by side; a file is booked by one after the other.
 */
export class PayrollDesk {
  private readonly waiting = new Set<string>();
  private parts: Parts | undefined;
  private working: Promise<void> | undefined;

  /** Begins with whatever is left from before. @returns how to stop, after the donors at hand */
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

  /** There may be something to book in this city. */
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
        if (await db.inCity(city, bookNextDeductions)) this.waiting.add(code);
      } catch (error) {
        // nothing of these donors is booked; the sweep comes back to them
        log('answers of a payroll could not be booked', { city: code, why: String(error) });
      }
    }
  }
}
