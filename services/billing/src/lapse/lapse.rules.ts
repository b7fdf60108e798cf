import {
  addDays,
  graceEndsOn as endOfGrace,
  type Law,
  type LocalDate,
  localDate,
  type Month,
  month,
  nextMonth,
} from '@lindungi/jamsostek';

/** Days after cover ended on which donor, treasurer and officer are told. */
export const REMINDER_DAYS = [0, 30, 60, 80] as const;

/** One of them. */
export type ReminderDay = (typeof REMINDER_DAYS)[number];

export const LAPSE_STATES = ['ENDING', 'IN_ARREARS', 'AWAITING_TRANSFER', 'ON_ITS_WAY', 'LAPSED'] as const;

/**
 * ENDING: still covered. AWAITING_TRANSFER: the next month was deducted from pay, and its agency has not transferred it.
 * ON_ITS_WAY: the next month is paid, BPJS has yet to receipt it.
 */
export type LapseState = (typeof LAPSE_STATES)[number];

/** The month after the last receipted one: nobody paid it; an agency deducted it and has not transferred; it may go to BPJS. */
export type NextMonth = 'OPEN' | 'AWAITED' | 'PAID';

/** Where one worker stands between the end of cover and the end of membership. */
export interface Countdown {
  state: LapseState;
  /** The last day that BPJS has receipted. */
  coverEndsOn: LocalDate;
  /** The last day on which arrears may be paid. */
  graceEndsOn: LocalDate;
  /** Days since cover ended: 0 on the first day without, negative before. */
  day: number;
  /** The last reminder whose day has come; null before day 0, and once the money is on its way. */
  reminder: ReminderDay | null;
}

/**
 * The countdown of a worker whose last receipted month is `coveredThrough`. It is about arrears alone: whether a
 * claim in them is paid is not settled, so nothing here says that somebody is covered.
 *
 * @param next      the month after it; what an agency has not transferred is no month on its way: its days count on
 * @param today     in the city's zone
 *
 * Source: three months to pay arrears, Perdir BPJS Ketenagakerjaan 22/PERDIR.02/072022 angka 12a.
 */
export function countdownOf(law: Law, coveredThrough: Month, next: NextMonth, today: LocalDate): Countdown {
  const firstWithout = firstDay(nextMonth(coveredThrough));
  const coverEndsOn = addDays(firstWithout, -1);
  const graceEndsOn = endOfGrace(law, coveredThrough);
  const day = daysBetween(firstWithout, today);

  const common = { coverEndsOn, graceEndsOn, day };
  if (day < 0) return { ...common, state: 'ENDING', reminder: null };
  if (next === 'PAID') return { ...common, state: 'ON_ITS_WAY', reminder: null };
  if (today > graceEndsOn) return { ...common, state: 'LAPSED', reminder: null };
  const state = next === 'AWAITED' ? 'AWAITING_TRANSFER' : 'IN_ARREARS';
  return { ...common, state, reminder: REMINDER_DAYS.findLast((it) => it <= day) ?? null };
}

/** How far back a lapsed worker is still shown. */
export const aYearBefore = (of: Month): Month => month(`${Number(of.slice(0, 4)) - 1}-${of.slice(5)}`);

const firstDay = (of: Month): LocalDate => localDate(`${of}-01`);

const daysBetween = (from: LocalDate, to: LocalDate): number =>
  (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;

/** Whose countdowns a person may see; each sees the same answer of the same worker. */
export function countdownsSeenBy(viewer: {
  subject: string | null;
  roles: readonly string[];
  area: string | null;
}): { donorId: string | null; kecamatan: string | null } | undefined {
  const { subject, roles, area } = viewer;
  if (['ADMIN', 'TREASURER'].some((role) => roles.includes(role))) return { donorId: null, kecamatan: null };
  if (roles.includes('DISTRICT') && area !== null) return { donorId: null, kecamatan: area };
  if (roles.includes('DONOR') && subject !== null) return { donorId: subject, kecamatan: null };
  return undefined;
}
