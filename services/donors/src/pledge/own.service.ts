import type { Month } from '@lindungi/jamsostek';
import { type Deed, type InCity, recordDeed } from '@lindungi/tenancy';
import type { PledgeRow } from './pledge.entity';
import { type Offer, offerPledge, withdrawPledge } from './pledge.service';

/** A donor offers, and it is written down that they did. @throws what `offerPledge` throws */
export async function offerOwnPledge(
  tx: InCity,
  offer: Offer,
  by: Deed['by'],
  thisMonth: Month,
): Promise<PledgeRow> {
  const pledge = await offerPledge(tx, offer, thisMonth);
  const { id, firstMonth, months } = pledge;
  recordDeed(tx, { by, act: 'offerPledge', kind: 'Pledge', object: id, after: { firstMonth, months } });
  return pledge;
}

/** A donor takes a pledge back, and it is written down that they did. @throws what `withdrawPledge` throws */
export async function withdrawOwnPledge(
  tx: InCity,
  pledgeId: string,
  donorId: string,
  by: Deed['by'],
): Promise<PledgeRow> {
  const pledge = await withdrawPledge(tx, pledgeId, donorId);
  recordDeed(tx, { by, act: 'withdrawPledge', kind: 'Pledge', object: pledge.id });
  return pledge;
}
