import { BillingStated, type BodyOf, tell, type WorkerErased } from '@lindungi/events';
import type { InCity } from '@lindungi/tenancy';
import { withdrawFromPool } from '../lapse/pool.service';

/**
 * Somebody's data went. Money stays as it was booked, by an id that leads to nobody; who asked for the erasure is told
 * so. No other donor is looked for any more.
 */
export async function stateHoldings(
  tx: InCity,
  { workerId, requestId }: BodyOf<typeof WorkerErased>,
): Promise<void> {
  await withdrawFromPool(tx, workerId);
  if (!requestId) return;
  const [held] = await tx.query<{ invoices: number; lines: number }>(
    `select (select count(*) from invoice where city_id = $1 and worker_id = $2) as invoices,
            (select count(*) from remittance_line where city_id = $1 and worker_id = $2) as lines`,
    [tx.city.code, workerId],
  );
  const why = 'Pembukuan uang; hanya nomor acak, tanpa nama atau NIK';
  tell(tx, BillingStated, {
    requestId,
    workerId,
    holdings: [
      { what: 'invoice', rows: held?.invoices ?? 0, why },
      { what: 'remittance_line', rows: held?.lines ?? 0, why },
    ],
  });
}
