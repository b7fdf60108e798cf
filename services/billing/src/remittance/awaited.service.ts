import type { Month } from '@lindungi/jamsostek';
import type { InCity } from '@lindungi/tenancy';
import { closeAlarmsAbout, raise } from '../alarm/alarm.service';

/**
 * Calls a person when a list sends money that agencies deducted and whose transfer nobody has seen in the bank: once for
 * an agency, until its transfer is seen. The list is drawn up all the same: the worker's cover must not wait for an office.
 */
export async function callAboutAwaited(
  tx: InCity,
  lines: readonly { invoiceId: string; month: Month }[],
): Promise<void> {
  const agencies = await tx.query<{ agency: string }>(
    `select distinct bill.agency from unnest($2::uuid[], $3::text[]) as sent (invoice_id, month)
       join agency_bill_line line on line.city_id = $1 and line.invoice_id = sent.invoice_id and line.month = sent.month
        and line.state = 'COLLECTED'
       join agency_bill bill on bill.city_id = $1 and bill.id = line.bill_id
      where (select sum(amount) from posting where city_id = $1 and account = 'agency:' || bill.agency) < 0
        and not exists (select from alarm where alarm.city_id = $1 and code = 'AGENCY_TRANSFER_AWAITED'
                           and reference = bill.agency and closed_at is null)
      order by bill.agency`,
    [tx.city.code, lines.map(({ invoiceId }) => invoiceId), lines.map(({ month }) => month)],
  );
  for (const { agency } of agencies) raise(tx, 'AGENCY_TRANSFER_AWAITED', agency);
}

/** Closes what called a person about an agency once all that it deducted has been seen in the bank. Ask after it is booked. */
export async function closeAwaited(tx: InCity, agency: string, by: string): Promise<void> {
  const [row] = await tx.query<{ open: boolean }>(
    `select coalesce(sum(amount), 0) < 0 as open from posting where city_id = $1 and account = 'agency:' || $2`,
    [tx.city.code, agency],
  );
  if (row?.open) return;
  const about = { code: 'AGENCY_TRANSFER_AWAITED', reference: agency } as const;
  closeAlarmsAbout(tx, about, 'Transfer OPD terlihat di rekening kota.', by);
}
