import { ContributionPaid, tell } from '@lindungi/events';
import type { Month, Rupiah } from '@lindungi/jamsostek';
import type { InCity } from '@lindungi/tenancy';

/** The invoice whose months are told of. */
interface Told {
  id: string;
  pledgeId: string;
  donorId: string;
  workerId: string;
}

/** The months of an invoice that payrolls have paid whole. Ask with the invoice locked. */
async function collectedMonths(tx: InCity, invoiceId: string): Promise<Month[]> {
  const rows = await tx.query<{ month: Month }>(
    `select line.month from agency_bill_line line
       join invoice_line owed on owed.city_id = line.city_id and owed.invoice_id = line.invoice_id
        and owed.month = line.month and owed.amount = line.collected and owed.moved_to is null
      where line.city_id = $1 and line.invoice_id = $2 and line.state = 'COLLECTED' order by line.month`,
    [tx.city.code, invoiceId],
  );
  return rows.map(({ month }) => month);
}

/**
 * Tells which months of an invoice are paid by payrolls though the whole is not: they are kept for their worker, and
 * may be sent to BPJS.
 *
 * @param received  all that the invoice holds now
 */
export async function tellCollected(
  tx: InCity,
  { id: invoiceId, pledgeId, donorId, workerId }: Told,
  received: Rupiah,
): Promise<void> {
  const months = await collectedMonths(tx, invoiceId);
  if (months.length === 0) return;
  tell(tx, ContributionPaid, { invoiceId, pledgeId, donorId, workerId, months, amount: received });
}
