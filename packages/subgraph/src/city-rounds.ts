import type { Log } from '@lindungi/events';
import type { City, CityDatabase } from '@lindungi/tenancy';
import type { Clock } from './clock';

/** What work beside requests needs; `Parts` of a service are such. */
export interface RoundParts {
  db: CityDatabase;
  cities: ReadonlyMap<string, City>;
  clock: Clock;
  log: Log;
}

/** What is done for one city in a round; `goesOn` says whether to begin the next piece of it. */
export type RoundWork<Result> = (city: City, parts: RoundParts, goesOn: () => boolean) => Promise<Result>;

export interface Rounds {
  /** From the end of waiting to the next beginning; a round that is still going is not begun again. */
  everyMs: number;
  /** What to log of a city whose work failed; it is tried again in the next round, and the others go on. */
  failed: string;
  /** What to log once all cities were gone through, where somebody waits for that. */
  ended?: string;
  work: RoundWork<void>;
}

/**
 * Listens to the calendar: goes through all cities at the start and every so often, one after the other. Several
 * processes may do so side by side, as far as the work itself bears it.
 *
 * @returns what to give to `onStart`: it begins, and answers how to stop after the piece at hand
 */
export function cityRounds({
  everyMs,
  failed,
  ended,
  work,
}: Rounds): (parts: RoundParts) => () => Promise<void> {
  return (parts) => {
    let stopped = false;
    let going: Promise<void> | undefined;
    const round = async () => {
      for (const city of parts.cities.values()) {
        if (stopped) return;
        await work(city, parts, () => !stopped).catch((error: unknown) => {
          parts.log(failed, { city: city.code, why: String(error) });
        });
      }
      if (ended && !stopped) parts.log(ended);
    };
    const begin = () => {
      going ??= round().finally(() => {
        going = undefined;
      });
    };
    const timer = setInterval(begin, everyMs).unref();
    begin();
    return async () => {
      clearInterval(timer);
      stopped = true;
      await going;
    };
  };
}
