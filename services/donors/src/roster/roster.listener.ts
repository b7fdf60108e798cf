import { CityDesk } from '@lindungi/subgraph';
import type { City } from '@lindungi/tenancy';
import type { Calendar } from '../pledge/calendar';
import { applyNextLines } from './applying.service';
import { forgetLines } from './forgetting.service';

/** How often all cities are looked at anyway. */
const SWEEP_MS = 15_000;

/**
 * Applies files of the roster, apart from answering who sent them: some lines in a transaction. Several processes may
 * do so side by side; a file is applied by one after the other.
 */
export const rosterDesk = (calendar: (city: City) => Calendar) =>
  new CityDesk({
    everyMs: SWEEP_MS,
    failed: 'a roster could not be applied',
    work: async (city, { db }) =>
      (await db.inCity(city, (tx) => applyNextLines(tx, calendar(city)))) ||
      (await db.inCity(city, forgetLines)),
  });
