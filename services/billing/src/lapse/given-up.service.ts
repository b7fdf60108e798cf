import type { BodyOf, PledgeGivenUp } from '@lindungi/events';
import { DomainError, type Law, type LocalDate } from '@lindungi/jamsostek';
import type { InCity } from '@lindungi/tenancy';
import { lockInvoices } from '../invoice/invoice.service';
import { offerToPool } from './pool.service';

/** Whoever may give a pledge up has been asked by donors, so any worker of the city may be handed on. */
const ANYBODYS = { donorId: null, kecamatan: null };

type GivenUp = BodyOf<typeof PledgeGivenUp>;

/**
 * Looks for another donor for the worker of a pledge that was given up, at once if its months are free. Donors tell of
 * it before beneficiaries have freed them, so it is remembered until `poolReleased`, however long that takes.
 */
export async function poolGivenUp(tx: InCity, law: Law, given: GivenUp, today: LocalDate): Promise<void> {
  tx.write(
    `insert into given_up (city_id, pledge_id, worker_id, donor_id) values ($1, $2, $3, $4)
     on conflict (city_id, pledge_id) do nothing`,
    [tx.city.code, given.pledgeId, given.workerId, given.donorId],
  );
  // A release of the same months ends before this, and is seen; or waits for this, and sees it.
  await lockInvoices(tx, 'pledge_id', [given.pledgeId]);
  await offer(tx, law, given, today);
}

/**
 * A pledge's months are free: if it was given up, another donor is looked for now. Whoever calls this has locked the
 * pledge's invoices.
 */
export async function poolReleased(
  tx: InCity,
  law: Law,
  { pledgeId }: { pledgeId: string },
  today: LocalDate,
): Promise<void> {
  const [given] = await tx.query<GivenUp>(
    `select pledge_id as "pledgeId", worker_id as "workerId", donor_id as "donorId"
       from given_up where city_id = $1 and pledge_id = $2`,
    [tx.city.code, pledgeId],
  );
  if (given) await offer(tx, law, given, today);
}

/** Not of a worker who was never covered, whose membership is over, whose next month is paid, or whom a pledge holds. */
async function offer(tx: InCity, law: Law, { workerId, donorId }: GivenUp, today: LocalDate): Promise<void> {
  try {
    await offerToPool(tx, law, { workerId, today, by: { subject: donorId, roles: [] } }, ANYBODYS);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
}
