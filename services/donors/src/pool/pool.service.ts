import { PledgeGivenUp, tell } from '@lindungi/events';
import { type InCity, recordDeed } from '@lindungi/tenancy';
import { PAID_AHEAD } from './paid-ahead';

/** A pledge that was taken back, for any donor of the city to go on with. */
export interface GivenUp {
  pledgeId: string;
  donorId: string;
  workerId: string;
}

/**
 * Gives a pledge to the pool. Billing looks for another donor at once; of a worker who is paid ahead it would refuse
 * to, so the pledge waits until BPJS has receipted what is paid.
 *
 * @returns whether it waits
 */
export async function enterPool(tx: InCity, { pledgeId, donorId, workerId }: GivenUp): Promise<boolean> {
  const [worker] = await tx.query<{ waits: boolean }>(
    `select ${PAID_AHEAD} as waits from pledge p where p.city_id = $1 and p.id = $2`,
    [tx.city.code, pledgeId],
  );
  const waits = worker?.waits ?? false;
  tx.write(
    `insert into pool_gift (city_id, pledge_id, told_at)
     values ($1, $2, case when not $3::boolean then date_trunc('milliseconds', now()) end)
     on conflict (city_id, pledge_id) do nothing`,
    [tx.city.code, pledgeId, waits],
  );
  if (!waits) tell(tx, PledgeGivenUp, { pledgeId, donorId, workerId });
  return waits;
}

/**
 * Tells of a pledge that has waited for the pool, as soon as nothing paid for its worker is without a receipt.
 *
 * @returns whether it was told
 */
export async function leaveWaiting(tx: InCity, pledgeId: string): Promise<boolean> {
  const [gift] = await tx.query<GivenUp & { waits: boolean }>(
    `select p.id as "pledgeId", p.donor_id as "donorId", p.worker_id as "workerId", ${PAID_AHEAD} as waits
       from pool_gift gift join pledge p on p.city_id = $1 and p.id = gift.pledge_id
      where gift.city_id = $1 and gift.pledge_id = $2 and gift.told_at is null for update of gift skip locked`,
    [tx.city.code, pledgeId],
  );
  if (!gift || gift.waits) return false;
  const { waits: _, ...given } = gift;
  tell(tx, PledgeGivenUp, given);
  tx.write(
    `update pool_gift set told_at = date_trunc('milliseconds', now()) where city_id = $1 and pledge_id = $2`,
    [tx.city.code, pledgeId],
  );
  recordDeed(tx, { by: null, act: 'leaveWaiting', kind: 'Pledge', object: pledgeId });
  return true;
}

/** Money came for a pledge after all: if it was given to the pool, the pool waits for its receipt, again. */
export function waitAgain(tx: InCity, pledgeId: string): void {
  tx.write(
    `update pool_gift set told_at = null where city_id = $1 and pledge_id = $2 and told_at is not null`,
    [tx.city.code, pledgeId],
  );
}
