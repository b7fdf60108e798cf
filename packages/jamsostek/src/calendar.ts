import { inForce, type Law } from './law';
import { addDays, type LocalDate, localDate, weekdayOf } from './local-date';
import { type Month, monthsFrom, nextMonth } from './month';

/**
 * The last day to pay for a month: the 15th *of that month*, or the next working day. Not the
 * 15th of the month after, which is the rule for employers.
 *
 * Source: PP 44/2015 as told by the press; the article is to be confirmed.
 */
export function dueOn(law: Law, month: Month): LocalDate {
  const day = String(inForce(law.contribution.dueDay, month).value).padStart(2, '0');
  return onOrAfter(law, localDate(`${month}-${day}`));
}

/**
 * The last day on which arrears may be paid of a worker whose last covered month is `coveredThrough`; after it
 * membership ends.
 *
 * Source: three months to pay arrears from the end of protection, Perdir BPJS Ketenagakerjaan 22/PERDIR.02/072022
 * angka 12a.
 */
export function graceEndsOn(law: Law, coveredThrough: Month): LocalDate {
  const firstWithout = nextMonth(coveredThrough);
  const months = inForce(law.deadlines.arrearsMonths, localDate(`${firstWithout}-01`)).value;
  return addDays(localDate(`${monthsFrom(firstWithout, months + 1).at(-1)!}-01`), -1);
}

/**
 * Whether offices work that day: not at the weekend, not on a public holiday. Collective leave
 * (*cuti bersama*) and holidays not yet announced are counted as working days: a due date too
 * early by a day harms nobody, one too late may. Of a year not in `law.holidayYears` only the
 * weekends are known.
 */
export function isWorkingDay(law: Law, date: LocalDate): boolean {
  const weekday = weekdayOf(date);
  return weekday !== 0 && weekday !== 6 && !law.holidays.has(date);
}

/** The `count`-th working day after `date`; the day itself is not counted. */
export function addWorkingDays(law: Law, date: LocalDate, count: number): LocalDate {
  let day = date;
  for (let left = count; left > 0; left--) day = onOrAfter(law, addDays(day, 1));
  return day;
}

function onOrAfter(law: Law, date: LocalDate): LocalDate {
  let day = date;
  while (!isWorkingDay(law, day)) day = addDays(day, 1);
  return day;
}
