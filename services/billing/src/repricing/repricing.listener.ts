import type { Law } from '@lindungi/jamsostek';
import { cityRounds } from '@lindungi/subgraph';
import { repriceCity, versionOf } from './sweep.service';

/** An agency's answer may be what an invoice waits for; nobody needs it sooner. */
const SWEEP_MS = 3_600_000;

/**
 * Listens to the law: at the start, since a law is read once, each city's invoices are compared with it; and every hour,
 * for those that waited.
 */
export function repricingRounds(law: Law) {
  const version = versionOf(law);
  return cityRounds({
    everyMs: SWEEP_MS,
    failed: 'invoices could not be re-priced',
    work: async (city, { db, clock, log }, goesOn) => {
      const now = { law, version, issuedIn: clock.thisMonth(city) };
      const { done, waiting } = await repriceCity(db, city, now, () => !goesOn());
      if (done > 0)
        log('invoices were re-priced by the law as it is now', { city: city.code, done, waiting });
    },
  });
}
