import {
  type BodyOf,
  ContributionPaid,
  ContributionReversed,
  InvoiceCancelled,
  InvoicePartlyPaid,
  tell,
  tellAll,
} from '@lindungi/events';
import { type Month, type Rupiah, rupiah } from '@lindungi/jamsostek';
import type { InCity } from '@lindungi/tenancy';
import { stateOf } from '../payment/payment.rules';
import { tellCollected } from '../payroll/collected.service';
import { withBpjs } from '../remittance/with-bpjs.service';
import { afterRelease, type InvoiceState } from './invoice.rules';
import { type LockedInvoice, monthsOf, releasedMonths } from './invoice.service';

/** An invoice, locked, and what it holds from now on. */
export interface Holding {
  invoice: LockedInvoice;
  received: Rupiah;
}

/**
 * Writes what an invoice now holds, and tells it: paid, paid no more, or in part. Months that BPJS
 * was sent stay paid when the others are not. A pledge that was given up owes nothing any more once
 * all of its money went back.
 */
export function receive(tx: InCity, invoice: LockedInvoice, received: Rupiah): Promise<void> {
  return receiveAll(tx, [{ invoice, received }]);
}

/** As `receive`, of several invoices, each once: what is paid whole is told by one statement. */
export async function receiveAll(tx: InCity, holdings: readonly Holding[]): Promise<void> {
  const changed = holdings
    .filter(({ invoice, received }) => received !== invoice.received)
    .map((it) => ({ ...it, state: stateOf(it.invoice, it.received) }));
  if (changed.length === 0) return;
  tx.write(
    `update invoice set state = it.state, received = it.received
       from unnest($2::uuid[], $3::text[], $4::bigint[]) it (id, state, received)
      where invoice.city_id = $1 and invoice.id = it.id`,
    [
      tx.city.code,
      changed.map(({ invoice }) => invoice.id),
      changed.map(({ state }) => state),
      changed.map(({ received }) => received),
    ],
  );
  const paid: BodyOf<typeof ContributionPaid>[] = [];
  for (const { invoice, received, state } of changed) {
    if (state === 'PAID') paid.push(await paidWhole(tx, invoice));
    else await tellNotWhole(tx, invoice, received, state);
  }
  tellAll(tx, ContributionPaid, paid);
}

const monthsIn = async (tx: InCity, { id, months }: LockedInvoice) => months ?? monthsOf(tx, id);

async function paidWhole(tx: InCity, invoice: LockedInvoice): Promise<BodyOf<typeof ContributionPaid>> {
  const { id: invoiceId, pledgeId, donorId, workerId, amount } = invoice;
  return { invoiceId, pledgeId, donorId, workerId, months: await monthsIn(tx, invoice), amount };
}

async function tellNotWhole(
  tx: InCity,
  invoice: LockedInvoice,
  received: Rupiah,
  state: InvoiceState,
): Promise<void> {
  const { id: invoiceId, pledgeId, donorId } = invoice;
  if (invoice.state === 'PAID') {
    const sent = new Set((await withBpjs(tx, invoiceId)).map(({ month }) => month));
    const open = (await monthsIn(tx, invoice)).filter((month) => !sent.has(month));
    tellOpenAgain(tx, { ...invoice, received }, open);
    await tellCollected(tx, invoice, received); // what payrolls paid month by month stays paid
  } else {
    tell(tx, InvoicePartlyPaid, { invoiceId, pledgeId, donorId, received });
  }
  if (received > 0) return;
  const released = await releasedMonths(tx, pledgeId);
  const left = { state, amount: invoice.amount, received };
  if (released.size > 0 && afterRelease(left, await monthsIn(tx, invoice), released) === 'CANCEL')
    cancel(tx, invoice);
}

/**
 * Tells that months that were paid are not.
 *
 * @param months  at least one
 */
export function tellOpenAgain(tx: InCity, invoice: LockedInvoice, months: readonly Month[]): void {
  const { id: invoiceId, pledgeId, donorId, workerId } = invoice;
  const amount = rupiah(invoice.amount - invoice.received);
  tell(tx, ContributionReversed, { invoiceId, pledgeId, donorId, workerId, months: [...months], amount });
}

/** Nothing is owed on it any more, and nothing is held for it. */
export function cancel(tx: InCity, { id: invoiceId, pledgeId, donorId }: LockedInvoice): void {
  tx.write(
    `update invoice set state = 'CANCELLED', received = 0, cancelled_at = now() where city_id = $1 and id = $2`,
    [tx.city.code, invoiceId],
  );
  tell(tx, InvoiceCancelled, { invoiceId, pledgeId, donorId });
}
