import type { Month, Rupiah } from '@lindungi/jamsostek';
import type { InCity } from '@lindungi/tenancy';

/** A month of an invoice that BPJS was sent. */
export interface SentMonth {
  month: Month;
  amount: Rupiah;
}

/** The months of an invoice that are on their way to BPJS, or there. Ask with the invoice locked. */
export function withBpjs(tx: InCity, invoiceId: string): Promise<SentMonth[]> {
  return tx.query<SentMonth>(
    `select month, amount from remittance_line where city_id = $1 and invoice_id = $2 and state <> 'REJECTED'`,
    [tx.city.code, invoiceId],
  );
}
