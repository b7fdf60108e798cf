import { type Rupiah, rupiah } from '@lindungi/jamsostek';
import type { Owed } from '../invoice/invoice.rules';

/**
 * How much of a donor's credit an invoice takes by itself: as many of its earliest months as it pays whole. What
 * would pay a month in part stays the donor's.
 *
 * @param months    what each month costs, the earliest first
 * @param credit    all that is left over of the donor's payments
 */
export function wholeMonths(invoice: Owed, months: readonly Rupiah[], credit: Rupiah): Rupiah {
  if (invoice.state === 'CANCELLED') return rupiah(0);
  let upTo = 0;
  let taken = 0;
  for (const month of months) {
    upTo += month;
    if (upTo - invoice.received > credit) break;
    taken = Math.max(upTo - invoice.received, 0);
  }
  return rupiah(taken);
}
