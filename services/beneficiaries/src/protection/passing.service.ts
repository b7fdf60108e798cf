import type { BodyOf, PledgePassedOn } from '@lindungi/events';
import type { LocalDate } from '@lindungi/jamsostek';
import type { InCity } from '@lindungi/tenancy';
import type { Vault } from '../worker/vault';
import type { Moment } from './moment.rules';
import { lockWorker, reserve } from './reservation.service';
import { passedOn } from './settlement.rules';
import { lockMonths, withdraw } from './settlement.service';

/**
 * A colleague goes on with a pledge: what nobody has paid of it becomes theirs, in one transaction that holds the
 * worker and their months in the registry. Nobody of this city or another can come in between.
 *
 * @param moment  when the colleague said yes
 * @param today   in the city's zone: from here on the colleague's unpaid months are held for a while
 */
export async function passOn(
  tx: InCity,
  vault: Vault,
  { pledgeId, donorId, workerId, fund, to }: BodyOf<typeof PledgePassedOn>,
  moment: Moment,
  today: LocalDate,
): Promise<void> {
  await lockWorker(tx, workerId);
  const rows = await lockMonths(tx, [workerId]);
  await withdraw(tx, vault, { pledgeId, donorId, workerId }, moment);
  for (const own of to.pledges) {
    const months = passedOn(rows, pledgeId, own.months);
    await reserve(tx, vault, { pledgeId: own.pledgeId, donorId: to.donorId, workerId, fund, months }, today);
  }
}
