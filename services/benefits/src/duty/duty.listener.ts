import { cityRounds } from '@lindungi/subgraph';
import { noticeDuties } from './duty.service';

/** A last day comes at a midnight, and each city has its own. */
const SWEEP_MS = 3_600_000;

/** Clocks of claims and grievances that are about to run out, or have, are told to the officers of each city, each once. */
export const dutyRounds = cityRounds({
  everyMs: SWEEP_MS,
  failed: 'officers could not be told of clocks that run out',
  work: async (city, { db, clock, log }) => {
    const told = await db.inCity(city, (tx) => noticeDuties(tx, clock.today(city)));
    if (told > 0) log('clocks that run out were told', { city: city.code, told });
  },
});
