import type { Month, Rupiah } from '@lindungi/jamsostek';
import { rupiah } from '@lindungi/jamsostek';
import type { InCity } from '@lindungi/tenancy';
import { closeCalls } from './call.service';
import { type AwaitedPayment, arrivedOf } from './transfer.rules';

/** A payment that a payroll made by a bill. */
export interface Deducted {
  paymentId: string;
  billId: string;
  /** null: deducted after the donor had revoked. */
  invoiceId: string | null;
  /** The first month it pays. */
  month: Month | null;
  amount: Rupiah;
  /** What of it was owed. */
  held: Rupiah;
}

/** Remembers that the money of a payment is with an agency: its months wait, and nobody is credited with it. */
export function keepDeducted(tx: InCity, it: Deducted): void {
  tx.write(
    `insert into deducted_payment (city_id, payment_id, bill_id, invoice_id, month, amount, held)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [tx.city.code, it.paymentId, it.billId, it.invoiceId, it.month, it.amount, it.held],
  );
}

/**
 * Gives what the bank has seen of a bill to those who were deducted by it, each in their turn (`arrivedOf`), and closes what
 * called a person when nothing is owed any more. Ask whenever either of the two has grown; asked again it changes nothing.
 */
export async function seeArrivals(tx: InCity, billId: string): Promise<void> {
  await oneAtATime(tx, billId);
  const [sums] = await tx.query<{ free: Rupiah }>(
    `select ((select coalesce(sum(amount), 0) from statement_line
               where city_id = $1 and bill_id = $2 and state = 'ACCEPTED')
           - (select coalesce(sum(amount - taken_back), 0) from deducted_payment
               where city_id = $1 and bill_id = $2 and arrived_at is not null))::bigint as free`,
    [tx.city.code, billId],
  );
  const free = sums!.free;
  const arrived = free > 0 ? arrivedOf(await inTurn(tx, billId, 'arrived_at is null'), free) : [];
  tx.write(
    'update deducted_payment set arrived_at = now() where city_id = $1 and payment_id = any($2::uuid[])',
    [tx.city.code, arrived],
  );
  await closeCalls(tx, billId);
}

/**
 * The payments of a bill that still wait for something, in their turn: the earliest month first, then by the invoice's
 * number, and what nobody owed last.
 */
export function inTurn(
  tx: InCity,
  billId: string,
  which: 'arrived_at is null' | 'not is_here and held > 0',
): Promise<AwaitedPayment[]> {
  return tx.query<AwaitedPayment>(
    `select payment_id as "paymentId", it.amount from deducted_payment it
       left join invoice on invoice.city_id = $1 and invoice.id = it.invoice_id
      where it.city_id = $1 and bill_id = $2 and taken_back = 0 and ${which}
      order by it.month nulls last, invoice.number nulls last, payment_id`,
    [tx.city.code, billId],
  );
}

/** What concerns the transfers of one bill goes one after the other. Ask with invoices and lines locked already. */
export async function oneAtATime(tx: InCity, billId: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `transfers ${tx.city.code} ${billId}`,
  ]);
}

/** Whether a payment is an agency's whose money has neither come nor been advanced. */
export async function awaitsTransfer(tx: InCity, paymentId: string): Promise<boolean> {
  const rows = await tx.query(
    'select from deducted_payment where city_id = $1 and payment_id = $2 and not is_here and taken_back = 0',
    [tx.city.code, paymentId],
  );
  return rows.length > 0;
}

/** A payroll's payment was taken back in the books: it is awaited no more, and what had come for it is the others'. */
export async function takeBackDeducted(tx: InCity, paymentId: string, amount: Rupiah): Promise<void> {
  const [taken] = await tx.query<{ billId: string }>(
    `update deducted_payment set taken_back = taken_back + $3 where city_id = $1 and payment_id = $2
      returning bill_id as "billId"`,
    [tx.city.code, paymentId, rupiah(amount)],
  );
  if (taken) await seeArrivals(tx, taken.billId);
}
