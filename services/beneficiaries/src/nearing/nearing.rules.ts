import type { LocalDate } from '@lindungi/jamsostek';

/** Days from `today` to the last day of grace: 0 on that day itself. */
export const daysLeft = (graceEndsOn: LocalDate, today: LocalDate): number =>
  (Date.parse(`${graceEndsOn}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000;
