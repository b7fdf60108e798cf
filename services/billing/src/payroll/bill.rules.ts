import {
  addDays,
  dueOn,
  graceEndsOn,
  type Law,
  type LocalDate,
  localDate,
  type Month,
  monthOf,
  monthsFrom,
  nextMonth,
} from '@lindungi/jamsostek';
import { BillMonthRefused } from './bill.errors';

/** Contributions are sold at most a year ahead (Perdir BPJS 22/2022: 1, 3, 6 or 12 months). */
const MOST_MONTHS = 12;

export const LINE_STATES = ['BILLED', 'COLLECTED', 'FAILED', 'WITHDRAWN', 'OVER_CAP'] as const;
export type DeductionState = (typeof LINE_STATES)[number];

export const FAILURES = ['PAY_TOO_SMALL', 'MOVED', 'RETIRED', 'OTHER'] as const;

/** Why a payroll could not deduct. */
export type DeductionFailure = (typeof FAILURES)[number];

/** The months and days of one bill. */
export interface BillTimes {
  month: Month;
  /** The last month it asks for. */
  through: Month;
  /** The first month it may still ask for: of an older one the grace is over before pay is deducted. */
  since: Month;
  debitOn: LocalDate;
  dueOn: LocalDate;
  /** The last day to pay its month of a worker whose cover ended the day before that month began. */
  graceUntil: LocalDate;
}

/**
 * When an agency's bill of a month is deducted, due and too late. Pay comes on the 1st. Months before it that may
 * still be paid on that day are asked for again.
 *
 * The three months of grace run from the end of cover, for a bill as for a reminder: a month that nobody paid is
 * itself the first of them. Whose cover ended earlier has less time, which their own countdown says.
 *
 * @param through    the last month to ask for; the month itself when left out
 * @param thisMonth  the month it is now in the city
 * @throws BillMonthRefused  for a month that is neither this nor the next, or more than a year with it
 *
 * Source: PP 44/2015 for the due day; Perdir BPJS 22/2022 angka 12a for the grace, by `graceEndsOn`.
 */
export function timesOf(law: Law, month: Month, through: Month | undefined, thisMonth: Month): BillTimes {
  const last = through ?? month;
  const latest = monthsFrom(month, MOST_MONTHS).at(-1)!;
  const next = nextMonth(thisMonth);
  if ((month !== thisMonth && month !== next) || last < month || last > latest) {
    throw new BillMonthRefused(thisMonth, next, monthsFrom(next, MOST_MONTHS).at(-1)!);
  }
  const debitOn = localDate(`${month}-01`);
  const lastDayFor = (owed: Month) => graceEndsOn(law, monthBefore(owed));
  let since = month;
  while (lastDayFor(monthBefore(since)) >= debitOn) since = monthBefore(since);
  return { month, through: last, since, debitOn, dueOn: dueOn(law, month), graceUntil: lastDayFor(month) };
}

const monthBefore = (of: Month): Month => monthOf(addDays(localDate(`${of}-01`), -1));
