import { type Rupiah, rupiah } from '@lindungi/jamsostek';
import type { InCity } from '@lindungi/tenancy';
import { raise } from '../alarm/alarm.service';
import type { LockedInvoice } from '../invoice/invoice.service';
import { receiveAll } from '../invoice/received.service';
import { forInvoice, moved, providerAccount } from '../ledger/ledger.rules';
import { type Booked, postAll } from '../ledger/ledger.service';
import type { AheadPayment } from './ahead.service';
import type { PaymentName } from './notice.service';
import { type Settlement, settle } from './payment.rules';

/** Money that came, and what it is for: an invoice, or nobody knows. */
export interface Came {
  payment: AheadPayment;
  invoice: LockedInvoice | undefined;
  amount: Rupiah;
  orderId: string;
  paidAt: string;
}

interface Decided extends Came {
  settlement: Settlement | undefined;
}

/**
 * The payments that a batch of notices settles: each is decided where it is told, and all are written together, by a
 * handful of statements however many they are. Who wants to read what a payment or an invoice says meanwhile writes first.
 */
export class Settlements {
  private decided: Decided[] = [];

  /** What was settled by this batch, written or not. */
  readonly settled: PaymentName[] = [];

  /** Money has come: held for its invoice, as excess, or in suspense when nobody knows the order. @returns what came of it */
  add(came: Came): string {
    const settlement = came.invoice && settle(came.invoice, came.amount);
    this.decided.push({ ...came, settlement });
    this.settled.push(came.payment);
    return settlement?.kind ?? 'SUSPENSE';
  }

  async write(tx: InCity): Promise<void> {
    const all = this.decided;
    if (all.length === 0) return;
    this.decided = [];
    postAll(tx, all.map(bookingOf));
    insertSettled(
      tx,
      all.filter(({ payment }) => payment.isNew),
    );
    updateSettled(
      tx,
      all.filter(({ payment }) => !payment.isNew),
    );
    for (const { settlement, orderId } of all) {
      if (!settlement) raise(tx, 'ORDER_UNKNOWN', orderId);
      else if (settlement.excess > 0) raise(tx, 'PAID_TOO_MUCH', orderId);
    }
    await receiveAll(
      tx,
      all.flatMap(({ invoice, settlement }) =>
        invoice && settlement ? [{ invoice, received: rupiah(invoice.received + settlement.held) }] : [],
      ),
    );
  }
}

function bookingOf({ payment, invoice, settlement, amount, orderId }: Decided): Booked {
  const { provider, providerPaymentId } = payment;
  return {
    movement: { why: 'PAYMENT', provider, providerPaymentId, kind: 'PAYMENT', reference: orderId },
    postings: moved(
      providerAccount(provider),
      invoice && settlement ? forInvoice(invoice.id, settlement) : [{ account: 'suspense', amount }],
    ),
  };
}

function insertSettled(tx: InCity, all: readonly Decided[]): void {
  if (all.length === 0) return;
  tx.write(
    `insert into payment (city_id, id, provider, provider_payment_id, state, amount, order_id, invoice_id, paid_at)
     select $1, it.id, it.provider, it.payment, 'SETTLED', it.amount, it.order_id, it.invoice_id, it.paid_at
       from unnest($2::uuid[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::uuid[], $8::timestamptz[])
            it (id, provider, payment, amount, order_id, invoice_id, paid_at)`,
    [
      tx.city.code,
      all.map(({ payment }) => payment.id),
      all.map(({ payment }) => payment.provider),
      all.map(({ payment }) => payment.providerPaymentId),
      ...factsOf(all),
    ],
  );
}

function updateSettled(tx: InCity, all: readonly Decided[]): void {
  if (all.length === 0) return;
  tx.write(
    `update payment set state = 'SETTLED', amount = it.amount, order_id = it.order_id, invoice_id = it.invoice_id,
            paid_at = it.paid_at
       from unnest($2::uuid[], $3::bigint[], $4::text[], $5::uuid[], $6::timestamptz[])
            it (id, amount, order_id, invoice_id, paid_at)
      where payment.city_id = $1 and payment.id = it.id`,
    [tx.city.code, all.map(({ payment }) => payment.id), ...factsOf(all)],
  );
}

const factsOf = (all: readonly Decided[]) => [
  all.map(({ amount }) => amount),
  all.map(({ orderId }) => orderId),
  all.map(({ invoice }) => invoice?.id ?? null),
  all.map(({ paidAt }) => paidAt),
];
