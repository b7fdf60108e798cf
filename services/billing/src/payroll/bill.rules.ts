import {
  addDays,
  dueOn,
  inForce,
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
  /** The first month it may still ask for: what is older than the grace cannot be paid any more. */
  since: Month;
  debitOn: LocalDate;
  dueOn: LocalDate;
  graceUntil: LocalDate;
}

/**
 * When an agency's bill of a month is deducted, due and too late. Pay comes on the 1st. Months before it that are
 * still within the grace are asked for again.
 *
 * @param through    the last month to ask for; the month itself when left out
 * @param thisMonth  the month it is now in the city
 * @throws BillMonthRefused  for a month that is neither this nor the next, or more than a year with it
 *
 * Source: PP 44/2015 for the due day; Perdir BPJS 22/2022 angka 12a for three months of grace after protection ended.
 */
export function timesOf(law: Law, month: Month, through: Month | undefined, thisMonth: Month): BillTimes {
  const last = through ?? month;
  const latest = monthsFrom(month, MOST_MONTHS).at(-1)!;
  const next = nextMonth(thisMonth);
  if ((month !== thisMonth && month !== next) || last < month || last > latest) {
    throw new BillMonthRefused(thisMonth, next, monthsFrom(next, MOST_MONTHS).at(-1)!);
  }
  const debitOn = localDate(`${month}-01`);
  const arrears = inForce(law.deadlines.arrearsMonths, debitOn).value;
  return {
    month,
    through: last,
    since: monthBefore(month, arrears),
    debitOn,
    dueOn: dueOn(law, month),
    graceUntil: addDays(localDate(`${monthsFrom(month, arrears + 2).at(-1)!}-01`), -1),
  };
}

/** @param count  how many months earlier */
function monthBefore(of: Month, count: number): Month {
  let at = of;
  for (let left = count; left > 0; left--) at = monthOf(addDays(localDate(`${at}-01`), -1));
  return at;
}
