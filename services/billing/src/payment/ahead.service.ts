import { randomUUID } from 'node:crypto';
import { type Rupiah, rupiah } from '@lindungi/jamsostek';
import type { InCity, PaymentProviderName } from '@lindungi/tenancy';
import { type LockedInvoice, lockInvoices, monthsOfEach } from '../invoice/invoice.service';
import type { LockedPayment } from './payment.rules';
import type { ProviderSaying } from './provider/provider.rules';

/** What one notice says of one payment. */
export interface Told {
  provider: PaymentProviderName;
  said: ProviderSaying;
}

/** A payment, locked; or one that has no row yet, since it is first heard of by the news that its money came. */
export interface AheadPayment extends LockedPayment {
  isNew: boolean;
}

/**
 * The payments and invoices that a batch of notices speaks of, locked with one question each instead of one for
 * every notice. Payments come before invoices and each kind in one order, so that no two batches wait for each other.
 *
 * Each is handed out once: who comes to it a second time in the same transaction reads it afresh.
 */
export class Ahead {
  private readonly payments = new Map<string, AheadPayment>();
  private readonly invoices = new Map<string, LockedInvoice>();

  static async of(tx: InCity, told: readonly Told[]): Promise<Ahead> {
    const ahead = new Ahead();
    const firsts = firstOfEach(told);
    // Nearly all money is first heard of when it came: its row is written once, with all that the batch decides.
    keepPayments(
      tx,
      firsts.filter(({ said }) => said.status !== 'PAID'),
    );
    for (const it of firsts) ahead.payments.set(nameOf(it), newPayment(it));
    for (const payment of await lockPayments(tx, firsts)) {
      ahead.payments.set(nameOf({ ...payment, said: { paymentId: payment.providerPaymentId } }), {
        ...payment,
        isNew: false,
      });
    }
    const orders = [...new Set(told.map(({ said }) => said.orderId))];
    const invoices = await lockInvoices(tx, 'number', orders);
    const months = await monthsOfEach(
      tx,
      invoices.map(({ id }) => id),
    );
    for (const invoice of invoices) {
      // what has moved may be another's to be paid: its own payment looks for that
      if (!invoice.hasMoved)
        ahead.invoices.set(invoice.number, { ...invoice, months: months.get(invoice.id) });
    }
    return ahead;
  }

  payment(told: Told): AheadPayment | undefined {
    return taken(this.payments, nameOf(told));
  }

  /** After a step that changes more than what it was handed. */
  forget(): void {
    this.payments.clear();
    this.invoices.clear();
  }

  invoice(number: string): LockedInvoice | undefined {
    return taken(this.invoices, number);
  }
}

function taken<Row>(rows: Map<string, Row>, name: string): Row | undefined {
  const row = rows.get(name);
  rows.delete(name);
  return row;
}

const nameOf = ({ provider, said }: { provider: string; said: { paymentId: string } }) =>
  `${provider} ${said.paymentId}`;

/** The first saying of each payment, in the order in which all lock them. */
function firstOfEach(told: readonly Told[]): Told[] {
  const firsts = new Map<string, Told>();
  for (const it of told) if (!firsts.has(nameOf(it))) firsts.set(nameOf(it), it);
  return [...firsts.keys()].sort().map((name) => firsts.get(name)!);
}

function newPayment({ provider, said: { paymentId, orderId, amount } }: Told): AheadPayment {
  const name = { id: randomUUID(), provider, providerPaymentId: paymentId };
  return { ...name, orderId, invoiceId: null, state: 'PENDING', amount, ...UNTOUCHED, isNew: true };
}

const UNTOUCHED = { reversed: rupiah(0), missing: rupiah(0) } satisfies Record<string, Rupiah>;

/** Makes payments known that are not; two workers come here one after the other. */
export function keepPayments(tx: InCity, told: readonly Told[]): void {
  if (told.length === 0) return;
  tx.write(
    `insert into payment (city_id, id, provider, provider_payment_id, order_id, amount, state, invoice_id)
     select $1, it.id, it.provider, it.payment, it.order_id, it.amount, 'PENDING', invoice.id
       from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::bigint[]) it (id, provider, payment, order_id, amount)
       left join invoice on invoice.city_id = $1 and invoice.number = it.order_id
     on conflict (city_id, provider, provider_payment_id) do nothing`,
    [
      tx.city.code,
      told.map(() => randomUUID()),
      ...namesOf(told),
      told.map((it) => it.said.orderId),
      told.map((it) => it.said.amount),
    ],
  );
}

/** The known ones of the payments that providers speak of, locked in one order. */
export function lockPayments(tx: InCity, told: readonly Told[]): Promise<LockedPayment[]> {
  return tx.query<LockedPayment>(
    `select id, provider, provider_payment_id as "providerPaymentId", order_id as "orderId", invoice_id as "invoiceId",
            state, amount, reversed, missing
       from payment
      where city_id = $1 and (provider, provider_payment_id) in (select * from unnest($2::text[], $3::text[]))
      order by provider, provider_payment_id for update`,
    [tx.city.code, ...namesOf(told)],
  );
}

const namesOf = (told: readonly Told[]) => [
  told.map((it) => it.provider),
  told.map((it) => it.said.paymentId),
];
