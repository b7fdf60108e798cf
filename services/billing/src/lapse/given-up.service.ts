import type { BodyOf, PledgeGivenUp } from '@lindungi/events';
import type { Law, LocalDate } from '@lindungi/jamsostek';
import { DomainError } from '@lindungi/jamsostek';
import type { InCity } from '@lindungi/tenancy';
import { PoolPledgeOpen } from './pool.errors';
import { offerToPool } from './pool.service';

/** Whoever may give a pledge up has been asked by donors, so any worker of the city may be handed on. */
const ANYBODYS = { donorId: null, kecamatan: null };

/**
 * Looks for another donor for the worker of a pledge that was given up, where that helps: not of a worker who was never
 * covered, whose membership is over, or whose next month is paid.
 *
 * @throws PoolPledgeOpen while the pledge's own months are not heard to be free; it is tried again
 */
export async function poolGivenUp(
  tx: InCity,
  law: Law,
  { workerId, donorId, pledgeId }: BodyOf<typeof PledgeGivenUp>,
  today: LocalDate,
): Promise<void> {
  try {
    await offerToPool(tx, law, { workerId, today, by: { subject: donorId, roles: [] } }, ANYBODYS);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error instanceof PoolPledgeOpen && (await isOpen(tx, pledgeId))) throw error;
  }
}

async function isOpen(tx: InCity, pledgeId: string): Promise<boolean> {
  const open = await tx.query(
    `select from invoice where city_id = $1 and pledge_id = $2 and state not in ('PAID', 'CANCELLED')`,
    [tx.city.code, pledgeId],
  );
  return open.length > 0;
}
