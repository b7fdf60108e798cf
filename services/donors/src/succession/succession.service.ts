import { PledgeGivenUp, tell } from '@lindungi/events';
import type { Month } from '@lindungi/jamsostek';
import { uuidsOf } from '@lindungi/subgraph';
import { type Deed, type InCity, recordDeed } from '@lindungi/tenancy';
import type { PledgeRow } from '../pledge/pledge.entity';
import { restPledge } from '../pledge/rest.service';
import { SuccessionUnknown } from './handover.errors';
import { askColleague } from './handover.service';

/** For whom a treasurer acts: one agency, or (null) the whole city. */
export type ActsFor = { agency: string | null };

interface Open {
  id: string;
  pledgeId: string;
  donorId: string;
}

/** @throws SuccessionUnknown  absent, ended, or another agency's: the same words */
async function lockOpen(tx: InCity, id: string, { agency }: ActsFor): Promise<Open> {
  const [open] = await tx.query<Open>(
    `select id, pledge_id as "pledgeId", donor_id as "donorId" from succession
      where city_id = $1 and id = any($2::uuid[]) and state = 'OPEN' and ($3::text is null or agency = $3) for update`,
    [tx.city.code, uuidsOf([{ id }]), agency],
  );
  if (!open) throw new SuccessionUnknown();
  return open;
}

/**
 * The treasurer asks a colleague of the one who left to go on.
 *
 * @throws SuccessionUnknown, HandoverToOneself, PledgeNotReserved
 */
export async function offerSuccession(
  tx: InCity,
  { successionId, colleagueId }: { successionId: string; colleagueId: string },
  who: ActsFor,
  by: NonNullable<Deed['by']>,
  thisMonth: Month,
): Promise<string> {
  const { pledgeId } = await lockOpen(tx, successionId, who);
  return askColleague(tx, { pledgeId, takerId: colleagueId, donorId: null }, by, thisMonth);
}

/**
 * Nobody was found in the agency: what is unpaid is given up, and the worker goes to the pool, where any donor of the
 * city may go on.
 *
 * @throws SuccessionUnknown
 */
export async function poolSuccession(
  tx: InCity,
  successionId: string,
  who: ActsFor,
  by: Deed['by'],
  thisMonth: Month,
): Promise<string> {
  const { id, pledgeId, donorId } = await lockOpen(tx, successionId, who);
  await giveUp(tx, { pledgeId, donorId }, thisMonth);
  tx.write(
    `update succession set state = 'ENDED', outcome = 'POOLED', ended_at = now() where city_id = $1 and id = $2`,
    [tx.city.code, id],
  );
  recordDeed(tx, { by, act: 'poolSuccession', kind: 'PledgeSuccession', object: id, after: { pledgeId } });
  return id;
}

/** A donor gives an own pledge to the pool. @throws PledgeUnknown, PledgeAlreadyWithdrawn */
export async function givePledgeToPool(
  tx: InCity,
  pledge: { pledgeId: string; donorId: string },
  by: Deed['by'],
  thisMonth: Month,
): Promise<PledgeRow> {
  const given = await giveUp(tx, pledge, thisMonth);
  recordDeed(tx, { by, act: 'givePledgeToPool', kind: 'Pledge', object: pledge.pledgeId });
  return given;
}

async function giveUp(
  tx: InCity,
  { pledgeId, donorId }: { pledgeId: string; donorId: string },
  thisMonth: Month,
): Promise<PledgeRow> {
  const pledge = await restPledge(tx, { pledgeId, donorId, how: 'HANDED_ON' }, thisMonth);
  tx.write(
    `update handover set state = 'CALLED_BACK', answered_at = now() where city_id = $1 and pledge_id = $2 and state = 'ASKED'`,
    [tx.city.code, pledgeId],
  );
  tell(tx, PledgeGivenUp, { pledgeId, donorId, workerId: pledge.workerId });
  return pledge;
}
