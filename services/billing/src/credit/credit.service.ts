import { randomUUID } from 'node:crypto';
import { type Rupiah, rupiah } from '@lindungi/jamsostek';
import { uuidOf } from '@lindungi/subgraph';
import { type InCity, recordDeed } from '@lindungi/tenancy';
import { closeAlarmsAbout } from '../alarm/alarm.service';
import { type LockedInvoice, lockInvoice, lockNewest } from '../invoice/invoice.service';
import { receive } from '../invoice/received.service';
import { CLEARING, heldAccount, type MoneySource, moved } from '../ledger/ledger.rules';
import { nextMovement, post, restAccountOf } from '../ledger/ledger.service';
import { wholeMonths } from './credit.rules';

/** A payment of which something is left over. */
export interface LeftOver {
  id: string;
  provider: MoneySource;
  providerPaymentId: string;
  orderId: string;
  invoiceId: string | null;
  amount: Rupiah;
  reversed: Rupiah;
  /** Where what is left of this very payment stands. */
  account: 'excess' | 'suspense';
  left: Rupiah;
}

/** A payment, locked until the transaction ends, and what is left over of it. */
export async function lockLeftOver(tx: InCity, paymentId: string): Promise<LeftOver | undefined> {
  const [payment] = await tx.query<Omit<LeftOver, 'account' | 'left'>>(
    `select id, provider, provider_payment_id as "providerPaymentId", order_id as "orderId",
            invoice_id as "invoiceId", amount, reversed
       from payment where city_id = $1 and id = $2 for update`,
    [tx.city.code, uuidOf(paymentId)],
  );
  if (!payment) return undefined;
  const account = await restAccountOf(tx, payment);
  const [row] = await tx.query<{ left: Rupiah }>(
    `select coalesce(sum(posting.amount), 0)::bigint as left from ledger_transaction it
       join posting on posting.city_id = it.city_id and posting.transaction_id = it.id
      where it.city_id = $1 and it.provider = $2 and it.provider_payment_id = $3 and posting.account = $4`,
    [tx.city.code, payment.provider, payment.providerPaymentId, account],
  );
  return { ...payment, account, left: row!.left };
}

/**
 * What is left over of a payment pays another invoice: out of the one, and in as a payment of its own, so that each is
 * counted and can be taken back by itself. Taken back from the first, it is taken back from the second.
 *
 * @param from    locked; `amount` is no more than is left of it
 * @param to      locked; `amount` is no more than is owed on it
 */
export async function passOn(tx: InCity, from: LeftOver, to: LockedInvoice, amount: Rupiah): Promise<void> {
  const { provider, providerPaymentId, orderId: reference } = from;
  const kind = `CREDIT:${await nextMovement(tx, from)}`;
  const out = moved(from.account, [{ account: CLEARING, amount }]);
  post(tx, { why: 'CREDIT', provider, providerPaymentId, kind, reference }, out);
  tx.write('update payment set passed_on = passed_on + $3 where city_id = $1 and id = $2', [
    tx.city.code,
    from.id,
    amount,
  ]);
  const id = randomUUID();
  tx.write(
    `insert into payment (city_id, id, provider, provider_payment_id, order_id, invoice_id, amount, state, paid_at,
                          credited_from)
     values ($1, $2, 'CREDIT', $3, $4, $5, $6, 'SETTLED', now(), $7)`,
    [tx.city.code, id, id, to.number, to.id, amount, from.id],
  );
  const movement = { why: 'PAYMENT', provider: 'CREDIT', providerPaymentId: id, kind: 'PAYMENT' } as const;
  post(tx, { ...movement, reference: to.number }, moved(CLEARING, [{ account: heldAccount(to.id), amount }]));
  await receive(tx, to, rupiah(to.received + amount));
}

/**
 * What a donor paid too much pays the whole months of an invoice, the earliest first, from the oldest payment on;
 * what is kept for a restart, misses something, or
 * was deducted by an agency that has not transferred it, stays where it is. Each is a deed of the house.
 *
 * Source: BPJS credits what is paid too much to the following months; only giving it back needs an agreement.
 */
export async function creditInvoice(tx: InCity, pledgeId: string): Promise<void> {
  const [owner] = await tx.query<{ donorId: string }>(
    'select donor_id as "donorId" from invoice where city_id = $1 and pledge_id = $2 limit 1',
    [tx.city.code, pledgeId],
  );
  const payments = owner ? await lockCredit(tx, owner.donorId) : [];
  if (payments.length === 0) return;

  // payments first, then their invoice: the order in which everybody locks
  let invoice = await lockNewest(tx, pledgeId);
  if (!invoice) return;
  const credit = payments.reduce((all, { left }) => all + left, 0);
  let rest: number = wholeMonths(invoice, await pricesOf(tx, invoice.id), rupiah(credit));
  for (const payment of payments) {
    const amount = rupiah(Math.min(rest, payment.left));
    if (amount === 0) break;
    await creditFrom(tx, payment, invoice, amount);
    rest -= amount;
    invoice = (await lockInvoice(tx, 'id', invoice.id))!;
  }
}

/** Passes money on by itself: written down as a deed, and what called a person about it is closed when nothing is left. */
export async function creditFrom(
  tx: InCity,
  payment: LeftOver,
  invoice: LockedInvoice,
  amount: Rupiah,
): Promise<void> {
  await passOn(tx, payment, invoice, amount);
  recordDeed(tx, {
    by: null,
    act: 'creditLeftOver',
    kind: 'Payment',
    object: payment.id,
    before: { left: payment.left },
    after: { left: payment.left - amount, credited: amount, invoiceId: invoice.id },
  });
  if (amount < payment.left) return;
  for (const code of ['PAID_TOO_MUCH', 'RELEASED_AND_TAKEN'] as const) {
    const about = { code, reference: payment.orderId };
    closeAlarmsAbout(tx, about, `Dikreditkan ke tagihan ${invoice.number}.`, 'lindungi');
  }
}

/** The donor's payments of which something may be credited, the oldest first, locked in the order of their ids. */
async function lockCredit(tx: InCity, donorId: string): Promise<LeftOver[]> {
  const rows = await tx.query<{ id: string; paidAt: Date }>(
    `select payment.id, paid_at as "paidAt" from payment
       join invoice on invoice.city_id = $1 and invoice.id = payment.invoice_id
      where payment.city_id = $1 and invoice.donor_id = $2 and payment.state = 'SETTLED'
        and reversed + passed_on < payment.amount
        and not exists (select from deducted_payment it where it.city_id = $1 and it.payment_id = payment.id and not it.is_here)
        and not exists (select from parked_choice kept where kept.city_id = $1 and kept.payment_id = payment.id
                           and kept.done_at is null)
        and (select sum(posting.amount) from ledger_transaction it
               join posting on posting.city_id = it.city_id and posting.transaction_id = it.id
              where it.city_id = $1 and it.provider = payment.provider
                and it.provider_payment_id = payment.provider_payment_id and posting.account = 'excess') > 0
      order by payment.id for update of payment`,
    [tx.city.code, donorId],
  );
  const oldest = rows.sort((a, b) => Number(new Date(a.paidAt)) - Number(new Date(b.paidAt)));
  const found: LeftOver[] = [];
  for (const { id } of oldest) {
    const payment = await lockLeftOver(tx, id);
    if (payment && payment.left > 0) found.push(payment);
  }
  return found;
}

async function pricesOf(tx: InCity, invoiceId: string): Promise<Rupiah[]> {
  const lines = await tx.query<{ amount: Rupiah }>(
    'select amount from invoice_line where city_id = $1 and invoice_id = $2 and moved_to is null order by month',
    [tx.city.code, invoiceId],
  );
  return lines.map(({ amount }) => amount);
}
