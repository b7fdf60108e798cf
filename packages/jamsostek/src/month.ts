import type { LocalDate } from './local-date';

/** A calendar month, '2026-11'. Text sorts as time does. */
export type Month = `${number}-${number}`;

const shape = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Reads a month as written by a machine. @throws RangeError for anything but 'YYYY-MM'. */
export function month(text: string): Month {
  if (!shape.test(text)) throw new RangeError(`Not a month (YYYY-MM): ${text}`);
  return text as Month;
}

/** The month a day lies in. */
export function monthOf(date: LocalDate): Month {
  return month(date.slice(0, 7));
}

/** `count` months in a row, `first` included. */
export function monthsFrom(first: Month, count: number): Month[] {
  const start = ordinal(first);
  return Array.from({ length: count }, (_, step) => fromOrdinal(start + step));
}

/** `count` months in a row, `last` included; none lies before the year 0. */
export function monthsUpTo(last: Month, count: number): Month[] {
  const first = Math.max(0, ordinal(last) - count + 1);
  return monthsFrom(fromOrdinal(first), ordinal(last) - first + 1);
}

export function nextMonth(of: Month): Month {
  return fromOrdinal(ordinal(of) + 1);
}

/** How many months `to` lies after `from`: 0 for the same month, negative when before. */
export function monthsBetween(from: Month, to: Month): number {
  return ordinal(to) - ordinal(from);
}

/** Months since year 0, so that months can be counted. */
function ordinal(of: Month): number {
  month(of);
  return Number(of.slice(0, 4)) * 12 + Number(of.slice(5)) - 1;
}

function fromOrdinal(at: number): Month {
  const within = ((at % 12) + 12) % 12;
  const year = (at - within) / 12;
  return month(`${String(year).padStart(4, '0')}-${String(within + 1).padStart(2, '0')}`);
}
