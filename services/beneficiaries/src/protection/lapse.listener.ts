import type { Law } from '@lindungi/jamsostek';
import { cityRounds } from '@lindungi/subgraph';
import type { Vault } from '../worker/vault';
import { lapse, lapsedPledges } from './release.service';

/** A pledge lapses at a midnight, and each city has its own. */
const SWEEP_MS = 3_600_000;

/** Each city's pledges that nobody paid in time are freed, one transaction each, by whoever has locked it first. */
export const lapseRounds = (vault: Vault, law: Law) =>
  cityRounds({
    everyMs: SWEEP_MS,
    failed: 'unpaid pledges could not be freed',
    ended: 'unpaid pledges were looked through',
    work: async (city, { db, clock, log }, goesOn) => {
      const calendar = { law, today: clock.today(city) };
      let freed = 0;
      for (const pledgeId of await db.inCity(city, (tx) => lapsedPledges(tx, calendar))) {
        if (!goesOn()) break;
        freed += await db.inCity(city, (tx) => lapse(tx, vault, pledgeId, calendar));
      }
      if (freed > 0) log('unpaid pledges were freed', { city: city.code, freed });
    },
  });
