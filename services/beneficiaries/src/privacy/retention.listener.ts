import type { Law } from '@lindungi/jamsostek';
import { cityRounds } from '@lindungi/subgraph';
import type { Vault } from '../worker/vault';
import { eraseLeaver, forgetMarks, LeaverStays, leavers } from './retention.service';

/** Nothing here is urgent: what the law counts in days and months is looked at four times a day. */
const SWEEP_MS = 6 * 3_600_000;

/** What nothing asks to keep any more is erased, one worker and one transaction at a time, and each with a deed. */
export const retentionRounds = (vault: Vault, law: Law) =>
  cityRounds({
    everyMs: SWEEP_MS,
    failed: 'what may no longer be kept could not be erased',
    work: async (city, { db, clock, log }, goesOn) => {
      const calendar = { law, today: clock.today(city) };
      let erased = 0;
      for (const leaver of await db.inCity(city, (tx) => leavers(tx, calendar))) {
        if (!goesOn()) return;
        try {
          await db.inCity(city, (tx) => eraseLeaver(tx, vault, leaver, calendar));
          erased++;
        } catch (error) {
          if (!(error instanceof LeaverStays)) throw error;
        }
      }
      await db.inCity(city, (tx) => forgetMarks(tx, vault, calendar.today));
      if (erased > 0) log('what may no longer be kept was erased', { city: city.code, erased });
    },
  });
