import type { LocalDate } from '@lindungi/jamsostek';
import { TickDayRefused } from './document.errors';

/**
 * The day on which a paper of a claim was seen.
 *
 * @param since  the day of the death or accident: no claim of it was looked at before
 * @throws TickDayRefused
 */
export function dayOfTick(since: LocalDate, on: LocalDate, today: LocalDate): LocalDate {
  if (on < since || on > today) throw new TickDayRefused(since, today);
  return on;
}
