import { type LocalDate, type Month, monthOf, monthsInRow, monthsUpTo, nextMonth } from '@lindungi/jamsostek';
import type { CoveredMonth } from './coverage.rules';
import {
  coveredFromDay,
  monthNotProtected,
  monthProtected,
  PAID_IS_NOT_PROTECTED,
  type Reason,
} from './reason.rules';

/** One month of a worker, and why it is as it is. */
export interface MonthOfWorker {
  month: Month;
  covered: boolean;
  /** The first day that is covered, when that is not the first of the month; null for all of it, or none. */
  coveredFrom: LocalDate | null;
  /** Its place among months protected in a row, from 1; 0 when it is not protected. */
  inRow: number;
  receipt: string | null;
  receivedOn: LocalDate | null;
  reasons: Reason[];
}

/**
 * A worker's months, oldest first, up to and with the month of a day: by the same reading as `coverageOn`.
 *
 * @param months  all receipted months of the worker that the asker sees, in any order
 * @param count   how many months back, that of `at` among them
 */
export function monthsBack(months: readonly CoveredMonth[], at: LocalDate, count: number): MonthOfWorker[] {
  const byMonth = new Map(months.map((it) => [it.month, it]));
  const known = [...byMonth.keys()];
  return monthsUpTo(monthOf(at), count).map((month) => {
    const found = byMonth.get(month);
    if (!found) return notCovered(month);
    const follows = known.some((it) => nextMonth(it) === month);
    const late = !follows && monthOf(found.receivedOn) >= month && found.receivedOn > `${month}-01`;
    // money that came after the month covers no day of a first one
    const never = late && monthOf(found.receivedOn) > month;
    return {
      month,
      covered: !never,
      coveredFrom: late && !never ? found.receivedOn : null,
      inRow: monthsInRow(known, month),
      receipt: found.receipt,
      receivedOn: found.receivedOn,
      reasons: [monthProtected(found), ...(late ? [coveredFromDay(found)] : [])],
    };
  });
}

function notCovered(month: Month): MonthOfWorker {
  return {
    month,
    covered: false,
    coveredFrom: null,
    inRow: 0,
    receipt: null,
    receivedOn: null,
    reasons: [monthNotProtected(month), PAID_IS_NOT_PROTECTED],
  };
}
