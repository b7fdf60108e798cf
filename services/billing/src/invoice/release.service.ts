import type { BodyOf, ReservationReleased, ReservationReturned, WorkerReserved } from '@lindungi/events';
import { type Rupiah, rupiah } from '@lindungi/jamsostek';
import type { InCity } from '@lindungi/tenancy';
import { raise } from '../alarm/alarm.service';
import { heldAccount, type MoneySource, moved } from '../ledger/ledger.rules';
import { post } from '../ledger/ledger.service';
import { withBpjs } from '../remittance/with-bpjs.service';
import { afterRelease, afterTaken } from './invoice.rules';
import { type LockedInvoice, lockInvoice, lockInvoices, monthsOf, releasedMonths } from './invoice.service';
import { cancel, tellOpenAgain } from './received.service';

/**
 * Remembers released months, and cancels the invoice when nothing of it is reserved or paid. Money
 * that has come in for them stays held: it may still be completed, and the months be given back.
 */
export async function releaseMonths(tx: InCity, released: BodyOf<typeof ReservationReleased>): Promise<void> {
  const { pledgeId } = released;
  tx.write(
    `insert into released_month (city_id, pledge_id, month) select $1, $2, unnest($3::text[])
     on conflict (city_id, pledge_id, month) do nothing`,
    [tx.city.code, pledgeId, released.months],
  );
  for (const invoice of await lockInvoices(tx, 'pledge_id', [pledgeId])) {
    const months = await monthsOf(tx, invoice.id);
    const decided = afterRelease(invoice, months, await releasedMonths(tx, pledgeId));
    if (decided === 'ALARM') raise(tx, 'RELEASED_BUT_KEPT', invoice.number);
    if (decided === 'CANCEL') cancel(tx, invoice);
  }
}

/** The months are the pledge's again: they may be sent to BPJS. */
export async function returnMonths(tx: InCity, returned: BodyOf<typeof ReservationReturned>): Promise<void> {
  tx.write('delete from released_month where city_id = $1 and pledge_id = $2 and month = any($3::text[])', [
    tx.city.code,
    returned.pledgeId,
    returned.months,
  ]);
}

/**
 * Another pledge has got months that were released, so those they were released from do not come
 * back. What is held for them becomes the donor's (excess), and nothing is owed on them any more.
 *
 * This is the first moment at which that is certain: released months may be paid late and given
 * back, until somebody else has them.
 */
export async function giveUpTaken(tx: InCity, taken: BodyOf<typeof WorkerReserved>): Promise<void> {
  const invoices = await tx.query<{ id: string }>(
    `select id from invoice where city_id = $1 and worker_id = $2 and pledge_id <> $3 and state <> 'CANCELLED'
        and exists (select from released_month released where released.city_id = $1
              and released.pledge_id = invoice.pledge_id and released.month = any($4::text[]))
      order by id`,
    [tx.city.code, taken.workerId, taken.pledgeId, taken.months],
  );
  for (const { id } of invoices) {
    const invoice = await lockInvoice(tx, 'id', id);
    if (invoice) await giveUpIfReleased(tx, invoice);
  }
}

async function giveUpIfReleased(tx: InCity, invoice: LockedInvoice): Promise<void> {
  const months = await monthsOf(tx, invoice.id);
  const released = await releasedMonths(tx, invoice.pledgeId);
  const { length: sent } = await withBpjs(tx, invoice.id);
  const payments = await paymentsOf(tx, invoice.id);
  const missing = rupiah(payments.reduce((all, payment) => all + payment.missing, 0));
  if (afterTaken(invoice, months, released, sent, missing) === 'KEEP') return;

  for (const { provider, providerPaymentId, held: amount } of payments) {
    if (amount === 0) continue;
    const movement = { why: 'RELEASE', provider, providerPaymentId, kind: 'RELEASE' } as const;
    const postings = moved(heldAccount(invoice.id), [{ account: 'excess', amount }]);
    post(tx, { ...movement, reference: invoice.number }, postings);
  }
  if (invoice.state === 'PAID') tellOpenAgain(tx, { ...invoice, received: rupiah(0) }, months);
  cancel(tx, invoice);
  if (invoice.received > 0) raise(tx, 'RELEASED_AND_TAKEN', invoice.number);
}

/** A payment, and what of it is still there for its invoice. */
export interface HeldPayment {
  id: string;
  provider: MoneySource;
  providerPaymentId: string;
  held: Rupiah;
  missing: Rupiah;
}

/** What each payment has left for this invoice, and what of it is missing. Ask with the invoice locked. */
export function paymentsOf(tx: InCity, invoiceId: string): Promise<HeldPayment[]> {
  return tx.query(
    `select id, provider, provider_payment_id as "providerPaymentId", missing,
            (select coalesce(sum(posting.amount), 0)::bigint
               from ledger_transaction it
               join posting on posting.city_id = it.city_id and posting.transaction_id = it.id
              where it.city_id = $1 and it.provider = payment.provider
                and it.provider_payment_id = payment.provider_payment_id
                and posting.account = 'held:' || payment.invoice_id) as held
       from payment where city_id = $1 and invoice_id = $2 order by id`,
    [tx.city.code, invoiceId],
  );
}
