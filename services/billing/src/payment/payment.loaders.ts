import { type Columns, type Context, oneFor, selectList, uuidsOf } from '@lindungi/subgraph';
import type { Payment } from './payment.entity';

const columns: Columns = {
  id: 'id',
  invoiceId: 'invoice_id',
  state: 'state',
  amount: 'amount',
  paidAt: 'paid_at',
  provider: 'provider',
};

/** The payment that settled each invoice, else the latest one. Who has the invoice may see it. */
export async function paymentsOfInvoices(
  invoices: readonly { id: string }[],
  ctx: Context,
  asked: string[],
): Promise<(Payment | null)[]> {
  const payments = await ctx.read<Payment>(
    `select distinct on (invoice_id) ${selectList(columns, asked, ['invoiceId'])} from payment
      where city_id = $1 and invoice_id = any($2::uuid[])
      order by invoice_id, state in ('SETTLED', 'REVERSAL_PARKED') desc, heard_at desc, id`,
    [ctx.city.code, uuidsOf(invoices)],
  );
  return oneFor(
    invoices.map(({ id }) => id),
    payments as (Payment & { invoiceId: string })[],
    ({ invoiceId }) => invoiceId,
  );
}
