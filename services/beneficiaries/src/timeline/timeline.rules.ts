import {
  addDays,
  dueOn,
  jkm,
  type Law,
  type LocalDate,
  localDate,
  type Month,
  monthOf,
  monthsBetween,
  monthsFrom,
  nextMonth,
  type Parameter,
} from '@lindungi/jamsostek';

export const MEMBERSHIPS = ['NONE', 'AHEAD', 'PROTECTED', 'GRACE', 'ENDED'] as const;

/** Where a worker stands on a day. */
export type Membership = (typeof MEMBERSHIPS)[number];

/** A month some pledge holds, as far as the clocks must know. */
export interface LedgerMonth {
  month: Month;
  state: 'RESERVED' | 'PAID' | 'PROTECTED' | 'REJECTED';
}

/** Months in a row without protection, between two that have it or up to now. */
export interface Gap {
  from: Month;
  through: Month;
  months: number;
  /** Longer than arrears may be paid for: what came after was a new membership. */
  endedMembership: boolean;
}

/** A clock that counts protected months in a row; a gap sets it back to nothing. */
export interface RowClock {
  /** Of the row that this month lies in, or that has yet to begin; 0 when there is none. */
  monthsInRow: number;
  needed: number;
  /** The first month in which it is reached, if no month is missed; null without a row to count from. */
  reachedIn: Month | null;
  /** Whether that month has come. */
  reached: boolean;
}

/** Months will be lost: nothing is paid for `month`, the first after the row. */
export interface BreakWarning {
  month: Month;
  monthsLost: number;
  /** The due day of that month. */
  payBy: LocalDate;
}

export interface Clocks {
  membership: Membership;
  protectedThrough: Month | null;
  /** The last day on which arrears may be paid; null while this month is protected, or without any. */
  graceEndsOn: LocalDate | null;
  gaps: Gap[];
  jkm: RowClock;
  scholarship: RowClock & { warning: BreakWarning | null };
}

/** How early a break is warned of: when the row ends this month or the next. */
const WARNED_AHEAD = 1;

/**
 * A worker's months as the law's clocks count them: only what BPJS has receipted counts, and a month missed sets both
 * clocks back. Whether months are counted in a row is not settled in the texts at hand; this is the cautious reading.
 *
 * @param months  at most one of a month, in any order
 * @param today   in the city's zone; it decides which law is in force
 *
 * Source: JKM whole after three months, Permenaker 1/2025; scholarship after three years, PP 82/2019; arrears for three
 * months, Perdir BPJS Ketenagakerjaan 22/PERDIR.02/072022 angka 12a.
 */
export function clocksOf(law: Law, months: readonly LedgerMonth[], today: LocalDate): Clocks {
  const now = monthOf(today);
  const covered = months
    .filter(({ state }) => state === 'PROTECTED')
    .map(({ month }) => month)
    .sort();
  const row = rowAt(covered, now);
  const waiting = valueOn(law.jkm.waitingMonths, today);
  const whole = jkm(law, { protectedMonths: covered, diedOn: today });
  const needed = valueOn(law.membership.scholarshipMonths, today);
  return {
    ...membershipOf(law, covered, now, today),
    gaps: gapsOf(law, covered, now),
    jkm: {
      monthsInRow: row.length,
      needed: waiting,
      reachedIn: whole.fullFrom ?? null,
      reached: whole.full,
    },
    scholarship: { ...reachOf(row, needed, now), warning: warningOf(law, months, row, now) },
  };
}

/** The unbroken row that `at` lies in; else the first row after it; else none. */
function rowAt(covered: readonly Month[], at: Month): Month[] {
  const first = covered.includes(at) ? at : covered.find((month) => month > at);
  if (first === undefined) return [];
  const all = new Set(covered);
  const row = [first];
  for (let month = before(first); all.has(month); month = before(month)) row.unshift(month);
  for (let month = nextMonth(first); all.has(month); month = nextMonth(month)) row.push(month);
  return row;
}

function reachOf(row: readonly Month[], needed: number, now: Month): RowClock {
  const reachedIn = row[0] ? (monthsFrom(row[0], Math.max(needed, 1)).at(-1) ?? null) : null;
  const reached = reachedIn !== null && row.includes(now) && reachedIn <= now;
  return { monthsInRow: row.length, needed, reachedIn, reached };
}

/** Money that is here carries a row on: BPJS has only yet to receipt it. */
function warningOf(
  law: Law,
  months: readonly LedgerMonth[],
  row: readonly Month[],
  now: Month,
): BreakWarning | null {
  if (!row.includes(now)) return null;
  const paid = new Set(months.filter(({ state }) => state === 'PAID').map(({ month }) => month));
  let month = nextMonth(row.at(-1)!);
  let monthsLost = row.length;
  for (; paid.has(month); month = nextMonth(month)) monthsLost += 1;
  if (monthsBetween(now, month) > WARNED_AHEAD + 1) return null;
  return { month, monthsLost, payBy: dueOn(law, month) };
}

function membershipOf(
  law: Law,
  covered: readonly Month[],
  now: Month,
  today: LocalDate,
): Pick<Clocks, 'membership' | 'protectedThrough' | 'graceEndsOn'> {
  const protectedThrough = covered.at(-1) ?? null;
  if (covered.includes(now)) return { membership: 'PROTECTED', protectedThrough, graceEndsOn: null };
  const last = covered.findLast((month) => month < now);
  if (last === undefined)
    return { membership: protectedThrough ? 'AHEAD' : 'NONE', protectedThrough, graceEndsOn: null };
  const graceEndsOn = graceAfter(law, last);
  return { membership: today > graceEndsOn ? 'ENDED' : 'GRACE', protectedThrough, graceEndsOn };
}

function graceAfter(law: Law, last: Month): LocalDate {
  const first = nextMonth(last);
  const months = monthsFrom(first, arrearsIn(law, first) + 1);
  return addDays(localDate(`${months.at(-1)}-01`), -1);
}

function gapsOf(law: Law, covered: readonly Month[], now: Month): Gap[] {
  const last = covered.at(-1);
  if (last === undefined) return [];
  const ends = last < now ? [...covered, nextMonth(now)] : covered; // the month after this one closes an open gap
  return ends.flatMap((month, at) => {
    const previous = ends[at - 1];
    const missed = previous === undefined ? 0 : monthsBetween(previous, month) - 1;
    if (previous === undefined || missed === 0) return [];
    const from = nextMonth(previous);
    const endedMembership = missed > arrearsIn(law, from);
    return [{ from, through: before(month), months: missed, endedMembership }];
  });
}

const arrearsIn = (law: Law, month: Month): number =>
  valueOn(law.deadlines.arrearsMonths, localDate(`${month}-01`));

/** None before the rule existed. */
const valueOn = (parameter: Parameter<LocalDate>, on: LocalDate): number =>
  parameter.values.findLast((it) => it.from <= on)?.value ?? 0;

const before = (of: Month): Month => monthOf(addDays(localDate(`${of}-01`), -1));
