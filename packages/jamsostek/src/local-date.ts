/** A day on the calendar of a city, '2026-11-22'; no time, no zone. Text sorts as time does. */
export type LocalDate = `${number}-${number}-${number}`;

const day = 86_400_000;

/** Reads a day as written by a machine. @throws RangeError when no calendar has such a day. */
export function localDate(text: string): LocalDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text !== isoOf(new Date(`${text}T00:00:00Z`))) {
    throw new RangeError(`Not a day (YYYY-MM-DD): ${text}`);
  }
  return text as LocalDate;
}

/**
 * The day it is in a zone: at 17:30 UTC of the 30th it is already the 1st in Semarang.
 *
 * @param zone  an IANA name, 'Asia/Jakarta'
 * @throws RangeError for a zone nobody knows
 */
export function todayIn(zone: string, now: Date): LocalDate {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(now);
  const part = (type: string) => parts.find((it) => it.type === type)?.value ?? '';
  return localDate(`${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`);
}

/** `count` calendar days later; earlier when negative. */
export function addDays(date: LocalDate, count: number): LocalDate {
  return localDate(isoOf(new Date(utc(date) + count * day)));
}

/** How many days `to` lies after `from`; negative when before. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return (utc(to) - utc(from)) / day;
}

/** The same day `count` years later; of 29 February the 28th where there is no such day. */
export function addYears(date: LocalDate, count: number): LocalDate {
  const year = String(Number(date.slice(0, 4)) + count).padStart(4, '0');
  const leap = date.endsWith('-02-29') && isoOf(new Date(`${year}-02-29T00:00:00Z`)) !== `${year}-02-29`;
  return localDate(leap ? `${year}-02-28` : `${year}${date.slice(4)}`);
}

/** Whole years lived at the end of the day `at`; who is born on 29 February turns on 1 March. */
export function ageOn(birth: LocalDate, at: LocalDate): number {
  const years = Number(at.slice(0, 4)) - Number(birth.slice(0, 4));
  return at.slice(5) < birth.slice(5) ? years - 1 : years;
}

/** 0 is Sunday, 6 is Saturday. */
export function weekdayOf(date: LocalDate): number {
  return new Date(utc(date)).getUTCDay();
}

function utc(date: LocalDate): number {
  return Date.parse(`${localDate(date)}T00:00:00Z`);
}

function isoOf(date: Date): string {
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}
