import {
  ContributionPaid,
  DeductionFailed,
  LapseNear,
  type Listener,
  listener,
  WorkerOfferedToPool,
} from '@lindungi/events';
import type { Law } from '@lindungi/jamsostek';
import { endReminders, remindOfDeduction, remindOfLapse, remindOfOffer } from './reminder.service';

/** What billing tells of money that did not come, for the donor who may still send it. */
export const reminderListeners = (law: Law): Listener[] => [
  listener(DeductionFailed, (tx, body) => remindOfDeduction(tx, law, body)),
  listener(LapseNear, remindOfLapse),
  listener(WorkerOfferedToPool, (tx, body) => remindOfOffer(tx, law, body)),
  listener(ContributionPaid, endReminders),
];
