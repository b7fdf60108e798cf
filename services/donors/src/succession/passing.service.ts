import { PledgePassedOn, tell } from '@lindungi/events';
import type { Month } from '@lindungi/jamsostek';
import type { InCity } from '@lindungi/tenancy';
import { keepPledge, takeBack, tellPledgeChanged } from '../pledge/pledge.service';
import { rememberRest } from '../pledge/rest.service';
import { runsOf } from '../pledge/state.rules';

/**
 * Ends a pledge and begins the colleague's who goes on with it, as one thing told: beneficiaries passes the months from
 * one to the other, and nobody comes in between.
 *
 * @param months  what the colleague takes over, in order; a pledge of theirs for each run of months
 * @throws PledgeUnknown, PledgeAlreadyWithdrawn, DonorUnknown
 */
export async function passOn(
  tx: InCity,
  {
    pledgeId,
    donorId,
    takerId,
    months,
  }: { pledgeId: string; donorId: string; takerId: string; months: Month[] },
): Promise<void> {
  const { workerId } = await takeBack(tx, pledgeId, donorId);
  const pledges: { pledgeId: string; months: Month[] }[] = [];
  for (const run of runsOf(months)) {
    const { id } = await keepPledge(tx, { donorId: takerId, workerId }, run);
    pledges.push({ pledgeId: id, months: run });
  }
  const to = { donorId: takerId, pledges };
  tell(tx, PledgePassedOn, { pledgeId, donorId, workerId, fund: 'OWN', to });
  tellPledgeChanged(tx, { pledgeId, donorId }, 'WITHDRAWN');
  for (const own of pledges) tellPledgeChanged(tx, { pledgeId: own.pledgeId, donorId: takerId }, 'OFFERED');
  const resumedBy = pledges[0]?.pledgeId ?? null;
  rememberRest(tx, { pledgeId, how: 'HANDED_ON', left: months.length, resumedBy });
}
