import type { Law } from '@lindungi/jamsostek';
import { cityRounds } from '@lindungi/subgraph';
import { callAboutUnanswered } from '../payroll/unanswered.service';
import { callAboutTransfers } from '../transfer/call.service';
import { remind } from './reminder.service';

/** A day of reckoning comes at a midnight, and each city has its own. */
const SWEEP_MS = 3_600_000;

/**
 * Each city's reminders that are due are told, and a person is called about bills that no agency has answered, or
 * transferred, in time, each once.
 */
export const reminderRounds = (law: Law) =>
  cityRounds({
    everyMs: SWEEP_MS,
    failed: 'reminders could not be told',
    work: async (city, { db, clock, log }) => {
      const today = clock.today(city);
      await db.inCity(city, (tx) => callAboutUnanswered(tx, today));
      await db.inCity(city, (tx) => callAboutTransfers(tx, today));
      const told = await db.inCity(city, (tx) => remind(tx, law, today));
      if (told > 0) log('reminders of covers that ended were told', { city: city.code, told });
    },
  });
