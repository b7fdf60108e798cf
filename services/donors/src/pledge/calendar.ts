import type { Month } from '@lindungi/jamsostek';

/** What month it is, and how many months a membership outlives its cover. */
export interface Calendar {
  thisMonth: Month;
  /** Months to pay arrears, by the law of this month. */
  arrears: number;
}
