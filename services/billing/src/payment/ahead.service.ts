import { randomUUID } from 'node:crypto';
import type { InCity, PaymentProviderName } from '@lindungi/tenancy';
import { type LockedInvoice, lockInvoices, monthsOfEach } from '../invoice/invoice.service';
import type { PaymentName } from './notice.service';
import type { LockedPayment } from './payment.rules';
import type { ProviderSaying } from './provider/provider.rules';

/** What one notice says of one payment. */
export interface Told {
  provider: PaymentProviderName;
  said: ProviderSaying;
}

/**
 * The payments and invoices that a batch of notices speaks of, locked with one question each instead of one for
 * every notice. Payments come before invoices and each kind in one order, so that no two batches wait for each other.
 *
 * Each is handed out once: who comes to it a second time in the same transaction reads it afresh.
 */
export class Ahead {
  private readonly payments = new Map<string, LockedPayment>();
  private readonly invoices = new Map<string, LockedInvoice>();

  /** What the batch has settled: whatever waited for it is woken once all of it is written. */
  readonly settled: PaymentName[] = [];

  static async of(tx: InCity, told: readonly Told[]): Promise<Ahead> {
    const ahead = new Ahead();
    for (const payment of await lockPayments(tx, told)) {
      ahead.payments.set(nameOf(payment.provider, payment.providerPaymentId), payment);
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

  payment({ provider, said }: Told): LockedPayment | undefined {
    return taken(this.payments, nameOf(provider, said.paymentId));
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

const nameOf = (provider: string, paymentId: string) => `${provider} ${paymentId}`;

/** The payments that providers speak of, made known if they are not; two workers come here one after the other. */
export async function lockPayments(tx: InCity, told: readonly Told[]): Promise<LockedPayment[]> {
  const firsts = new Map<string, Told>();
  for (const it of told) {
    const name = nameOf(it.provider, it.said.paymentId);
    if (!firsts.has(name)) firsts.set(name, it);
  }
  const those = [...firsts.keys()].sort().map((name) => firsts.get(name)!);
  const names = [those.map((it) => it.provider), those.map((it) => it.said.paymentId)];
  tx.write(
    `insert into payment (city_id, id, provider, provider_payment_id, order_id, amount, state, invoice_id)
     select $1, it.id, it.provider, it.payment, it.order_id, it.amount, 'PENDING', invoice.id
       from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::bigint[]) it (id, provider, payment, order_id, amount)
       left join invoice on invoice.city_id = $1 and invoice.number = it.order_id
     on conflict (city_id, provider, provider_payment_id) do nothing`,
    [
      tx.city.code,
      those.map(() => randomUUID()),
      ...names,
      those.map((it) => it.said.orderId),
      those.map((it) => it.said.amount),
    ],
  );
  return tx.query<LockedPayment>(
    `select id, provider, provider_payment_id as "providerPaymentId", order_id as "orderId", invoice_id as "invoiceId",
            state, amount, reversed, missing
       from payment
      where city_id = $1 and (provider, provider_payment_id) in (select * from unnest($2::text[], $3::text[]))
      order by provider, provider_payment_id for update`,
    [tx.city.code, ...names],
  );
}
