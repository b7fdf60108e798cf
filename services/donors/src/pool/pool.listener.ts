import { cityRounds } from '@lindungi/subgraph';
import { readyForPool } from './pool.loaders';
import { leaveWaiting } from './pool.service';

/** How often all cities are looked at: BPJS receipts, or money goes back, without anybody telling it. */
const SWEEP_MS = 60_000;

/**
 * Sees to pledges that were given to the pool while their worker was paid ahead. Each is told in a transaction of its
 * own; what fails is left for the next round, and keeps no other waiting.
 */
export const poolRounds = cityRounds({
  everyMs: SWEEP_MS,
  failed: 'pledges for the pool could not be seen to',
  work: async (city, { db, log }, goesOn) => {
    let after: string | undefined;
    do {
      if (!goesOn()) return;
      const { ids, next } = await readyForPool(db, city, after);
      for (const id of ids) {
        if (!goesOn()) return;
        await db
          .inCity(city, (tx) => leaveWaiting(tx, id))
          .catch((error: unknown) =>
            log('a pledge could not go to the pool', { city: city.code, id, why: String(error) }),
          );
      }
      after = next;
    } while (after !== undefined);
  },
});
