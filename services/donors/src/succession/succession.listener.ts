import type { Law } from '@lindungi/jamsostek';
import { cityRounds } from '@lindungi/subgraph';
import { dueSuccessions } from './due.loaders';
import { goOnWithSuccession } from './succession.service';

/** How often all cities are looked at: a day ends, or BPJS receipts, without anybody telling it. */
const SWEEP_MS = 60_000;

/**
 * Sees to successions that nobody has answered: by their day the worker goes to the pool. Each is done in a transaction
 * of its own; what fails is left as it was for the next round, and keeps no other waiting.
 */
export const successionRounds = (law: Law) =>
  cityRounds({
    everyMs: SWEEP_MS,
    failed: 'successions could not be seen to',
    work: async (city, { db, clock, log }, goesOn) => {
      const today = clock.today(city);
      let after: string | undefined;
      do {
        if (!goesOn()) return;
        const { ids, next } = await dueSuccessions(db, city, { law, today, after });
        for (const id of ids) {
          if (!goesOn()) return;
          await db
            .inCity(city, (tx) => goOnWithSuccession(tx, law, id, today))
            .catch((error: unknown) =>
              log('a succession could not be seen to', { city: city.code, id, why: String(error) }),
            );
        }
        after = next;
      } while (after !== undefined);
    },
  });
