import { BenefitsStated, type BodyOf, tell, type WorkerErased } from '@lindungi/events';
import type { InCity } from '@lindungi/tenancy';

/**
 * Somebody's data went. Covered months and claims stay, by an id that leads to nobody: a right to a benefit lives until
 * it expires. Who asked for the erasure is told so.
 */
export async function stateHoldings(
  tx: InCity,
  { workerId, requestId }: BodyOf<typeof WorkerErased>,
): Promise<void> {
  if (!requestId) return;
  const [held] = await tx.query<{ months: number; claims: number }>(
    `select (select count(*) from coverage where city_id = $1 and worker_id = $2)
              + (select count(*) from coverage_turn where city_id = $1 and worker_id = $2) as months,
            (select count(*) from claim where city_id = $1 and worker_id = $2) as claims`,
    [tx.city.code, workerId],
  );
  tell(tx, BenefitsStated, {
    requestId,
    workerId,
    holdings: [
      { what: 'coverage', rows: held?.months ?? 0, why: 'Bulan terlindungi; hanya nomor acak' },
      {
        what: 'claim',
        rows: held?.claims ?? 0,
        why: 'Hak atas manfaat sampai kedaluwarsa, PP 82/2019 Pasal 26',
      },
    ],
  });
}
