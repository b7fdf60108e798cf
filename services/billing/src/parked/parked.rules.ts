import { type Rupiah, rupiah } from '@lindungi/jamsostek';
import type { Owed } from '../invoice/invoice.rules';
import { InvoiceNotOpen, NothingParked } from './parked.errors';

export const CHOICES = ['CREDIT', 'REFUND', 'RESTART'] as const;

/** What is done with money left over: for another invoice, back to who paid it, or for the donor's next pledge. */
export type Choice = (typeof CHOICES)[number];

/** @throws NothingParked */
export function assertParked(left: Rupiah): void {
  if (left <= 0) throw new NothingParked();
}

/**
 * How much of what is left over an invoice takes: no more than is still owed on it.
 *
 * @throws NothingParked, InvoiceNotOpen
 */
export function creditOf(left: Rupiah, invoice: Owed | undefined): Rupiah {
  assertParked(left);
  if (!invoice || invoice.state === 'CANCELLED') throw new InvoiceNotOpen();
  const open = rupiah(invoice.amount - invoice.received);
  if (open <= 0) throw new InvoiceNotOpen();
  return left < open ? left : open;
}
