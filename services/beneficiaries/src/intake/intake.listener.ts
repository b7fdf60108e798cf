import type { Log } from '@lindungi/events';
import { DomainError, type Law } from '@lindungi/jamsostek';
import type { Clock } from '@lindungi/subgraph';
import type { City, CityDatabase } from '@lindungi/tenancy';
import { EnvelopeRefused, type Vault } from '../worker/vault';
import { FileUnreadable } from './intake.errors';
import { FileMovedOn, forgetFiles, giveUp, nextFile } from './intake.service';
import { workOn } from './intake.walk';

/** How often all cities are looked at anyway: for what another process began, and died over. */
const SWEEP_MS = 30_000;

interface Parts {
  db: CityDatabase;
  cities: ReadonlyMap<string, City>;
  clock: Clock;
  log: Log;
}

/**
 * Reads and registers the files officers send, apart from taking them in: some lines in a transaction, one file after
 * another. Several processes may do so side by side; who comes late to a lot of lines leaves it.
 */
export class IntakeWatch {
  private readonly waiting = new Set<string>();
  private parts: Parts | undefined;
  private working: Promise<void> | undefined;

  constructor(
    private readonly vault: Vault,
    private readonly law: Law,
  ) {}

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

  /** There may be a file to go on with in this city. */
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
      try {
        if (await this.oneFile(this.parts, city)) this.waiting.add(code);
      } catch (error) {
        // nothing of these lines is kept; the sweep comes back to them
        if (!(error instanceof FileMovedOn))
          this.parts?.log('a file of workers could not be gone on with', { city: code, why: nameOf(error) });
      }
    }
  }

  private async oneFile({ db, clock }: Parts, city: City): Promise<boolean> {
    const file = await db.inCity(city, async (tx) => {
      await forgetFiles(tx);
      return nextFile(tx);
    });
    if (!file) return false;
    const desk = { law: this.law, vault: this.vault, today: clock.today(city) };
    try {
      await workOn(db, city, desk, file, () => this.parts !== undefined);
    } catch (error) {
      // bytes that no key opens any more would keep all later files waiting
      const refusal = error instanceof EnvelopeRefused ? new FileUnreadable() : error;
      if (!(refusal instanceof DomainError)) throw error;
      await db.inCity(city, (tx) => giveUp(tx, file.id, refusal));
    }
    return true;
  }
}

/** What kind of failure it was; its words may hold what stood in a row. */
const nameOf = (error: unknown) => {
  const { name, code } = error as { name?: string; code?: string };
  return [name, code].filter(Boolean).join(' ');
};
