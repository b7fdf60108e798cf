import type { RoundParts, Rounds, RoundWork } from './city-rounds';

/**
 * Works what waits in cities, apart from whoever asked for it: woken for a city, and for all of them at the start and
 * every so often, for what another process began and died over. One piece at a time, and cities take turns.
 */
export class CityDesk {
  private readonly waiting = new Set<string>();
  private parts: RoundParts | undefined;
  private working: Promise<void> | undefined;

  /** @param rounds.work  one piece of what waits in the city; answers whether there may be more */
  constructor(private readonly rounds: Pick<Rounds, 'everyMs' | 'failed'> & { work: RoundWork<boolean> }) {}

  /** Begins with whatever is left from before. @returns how to stop, after the piece at hand */
  open(parts: RoundParts): () => Promise<void> {
    this.parts = parts;
    const wakeAll = () => {
      for (const code of parts.cities.keys()) this.wake(code);
    };
    const timer = setInterval(wakeAll, this.rounds.everyMs).unref();
    wakeAll();
    return async () => {
      clearInterval(timer);
      this.parts = undefined;
      await this.working;
    };
  }

  /** There may be something to work in this city. Before the desk is open it is remembered. */
  wake(cityCode: string): void {
    this.waiting.add(cityCode);
    if (!this.parts) return;
    this.working ??= this.run().finally(() => {
      this.working = undefined;
      const [next] = this.waiting; // for whoever woke us while this was ending
      if (next !== undefined) this.wake(next);
    });
  }

  private async run(): Promise<void> {
    for (const code of this.waiting) {
      if (!this.parts) return;
      this.waiting.delete(code);
      const city = this.parts.cities.get(code);
      if (!city) continue;
      try {
        if (await this.rounds.work(city, this.parts, () => this.parts !== undefined)) this.waiting.add(code);
      } catch (error) {
        // nothing of this piece is kept; the next round comes back to it
        this.parts?.log(this.rounds.failed, { city: code, why: String(error) });
      }
    }
  }
}
