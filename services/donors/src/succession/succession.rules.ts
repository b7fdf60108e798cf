import { dueOn, type Law, type LocalDate, type Month, nextMonth } from '@lindungi/jamsostek';
import { type MonthHeard, openMonthsOf, paidThroughOf } from '../pledge/state.rules';

/** As much of a pledge that was left behind as the decision about it needs. */
export interface LeftBehind {
  firstMonth: Month;
  /** In order of months. */
  heard: readonly MonthHeard[];
  /** Its unpaid months were given up already. */
  withdrawn: boolean;
}

/** The last day to pay the first month that is not paid: by then somebody should have said yes (Perdir 22/2022). */
export function decideByOf(law: Law, { firstMonth, heard }: Omit<LeftBehind, 'withdrawn'>): LocalDate {
  const paidThrough = paidThroughOf(heard);
  const [open] = openMonthsOf(heard, firstMonth);
  return dueOn(law, open ?? (paidThrough ? nextMonth(paidThrough) : firstMonth));
}

/**
 * Whether the pool would not take the worker yet: it looks for nobody while a month is paid that BPJS has not receipted,
 * since it counts from the last receipted month, and the one after it is paid.
 */
export const isPaidAhead = (heard: readonly MonthHeard[]): boolean =>
  heard.some((it) => it.paid && !it.protected);

/**
 * What the house does by itself about a succession that nobody has answered: POOL when its day is over, or when it was
 * let go before and BPJS has receipted since; LET_GO of unpaid months while the pool would refuse the worker; else WAIT.
 */
export function stepOf(law: Law, left: LeftBehind, today: LocalDate): 'WAIT' | 'LET_GO' | 'POOL' {
  if (!left.withdrawn && today <= decideByOf(law, left)) return 'WAIT';
  if (!isPaidAhead(left.heard)) return 'POOL';
  return left.withdrawn ? 'WAIT' : 'LET_GO';
}
