import {
  addDays,
  type LocalDate,
  localDate,
  type Month,
  monthsBetween,
  monthsFrom,
  nextMonth,
} from '@lindungi/jamsostek';
import type { Calendar } from './calendar';

export const PLEDGE_STATES = ['OFFERED', 'RESERVED', 'ACTIVE', 'PAUSED', 'LAPSING', 'ENDED'] as const;
export type PledgeState = (typeof PLEDGE_STATES)[number];

/** What was heard of one month of a pledge. */
export interface MonthHeard {
  month: Month;
  /** Another pledge has the worker. */
  taken: boolean;
  held: boolean;
  paid: boolean;
  /** Receipted by BPJS. */
  protected: boolean;
}

/** As much of a pledge as its state needs. */
export interface PledgeFacts {
  firstMonth: Month;
  months: number;
  withdrawnAt: string | null;
  /** In order of months; empty while beneficiaries has not answered. */
  heard: readonly MonthHeard[];
  /** Taken back to be gone on with, and not gone on with yet. */
  paused: boolean;
}

/**
 * What has become of a pledge: ACTIVE while this month or a later one is paid; LAPSING when its cover is over, the
 * next month is unpaid and may still be paid as arrears.
 */
export function stateOf(pledge: PledgeFacts, { thisMonth, arrears }: Calendar): PledgeState {
  const { firstMonth, months, withdrawnAt, heard, paused } = pledge;
  if (paused) return 'PAUSED';
  const paidThrough = paidThroughOf(heard);
  if (paidThrough && paidThrough >= thisMonth) return 'ACTIVE';
  if (withdrawnAt !== null) return 'ENDED';
  if (heard.length === 0) return monthsFrom(firstMonth, months).at(-1)! < thisMonth ? 'ENDED' : 'OFFERED';
  if (!heard.some(isOpen)) return 'ENDED';
  if (!paidThrough) return 'RESERVED';
  return monthsBetween(paidThrough, thisMonth) <= arrears ? 'LAPSING' : 'ENDED';
}

/** Held for the pledge, and not paid. */
const isOpen = ({ held, paid, protected: covered }: MonthHeard): boolean => held && !paid && !covered;

/** The last month that is paid; undefined for none. */
export function paidThroughOf(heard: readonly MonthHeard[]): Month | undefined {
  return heard.findLast((it) => it.paid || it.protected)?.month;
}

/** The last day that BPJS has receipted; null for none. It says nothing of a gap before it. */
export function protectedUntilOf(heard: readonly MonthHeard[]): LocalDate | null {
  const last = heard.findLast((it) => it.protected)?.month;
  return last ? lastDay(last) : null;
}

/** Months that somebody else could still pay: held, unpaid, and not over. */
export function openMonthsOf(heard: readonly MonthHeard[], thisMonth: Month): Month[] {
  return heard.filter((it) => isOpen(it) && it.month >= thisMonth).map(({ month }) => month);
}

/** Months in a row, cut wherever one is missing. */
export function runsOf(months: readonly Month[]): Month[][] {
  const runs: Month[][] = [];
  for (const month of months) {
    const run = runs.at(-1);
    if (run && nextMonth(run.at(-1)!) === month) run.push(month);
    else runs.push([month]);
  }
  return runs;
}

export const lastDay = (of: Month): LocalDate => addDays(localDate(`${nextMonth(of)}-01`), -1);
