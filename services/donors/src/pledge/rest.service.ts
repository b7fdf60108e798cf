import { type Month, monthsFrom } from '@lindungi/jamsostek';
import { uuidsOf } from '@lindungi/subgraph';
import { type Deed, type InCity, recordDeed } from '@lindungi/tenancy';
import { heardOf } from './heard.loaders';
import type { PledgeRow } from './pledge.entity';
import { assertStart } from './pledge.rules';
import { offerMonths, withdrawPledge } from './pledge.service';
import { PledgeNotPaused } from './rest.errors';
import { openMonthsOf } from './state.rules';

export type RestHow = 'STOPPED' | 'PAUSED' | 'HANDED_ON';

/**
 * Takes a pledge back and remembers why, and how many months were open: a pledge is never edited. What is paid stays.
 *
 * @throws PledgeUnknown, PledgeAlreadyWithdrawn
 */
export async function restPledge(
  tx: InCity,
  { pledgeId, donorId, how }: { pledgeId: string; donorId: string; how: RestHow },
  thisMonth: Month,
): Promise<PledgeRow> {
  const pledge = await withdrawPledge(tx, pledgeId, donorId);
  const heard = await heardOf(tx, pledge.id);
  const left = heard.length === 0 ? pledge.months : openMonthsOf(heard, thisMonth).length;
  rememberRest(tx, { pledgeId: pledge.id, how, left, resumedBy: null });
  return pledge;
}

/** Keeps why a pledge was taken back, how many of its months were open then, and by which pledge it goes on. */
export function rememberRest(
  tx: InCity,
  rest: { pledgeId: string; how: RestHow; left: number; resumedBy: string | null },
): void {
  tx.write(
    `insert into pledge_rest (city_id, pledge_id, how, months, resumed_by) values ($1, $2, $3, $4, $5)`,
    [tx.city.code, rest.pledgeId, rest.how, rest.left, rest.resumedBy],
  );
}

/** Stops or pauses an own pledge. @throws PledgeUnknown, PledgeAlreadyWithdrawn */
export async function restOwnPledge(
  tx: InCity,
  rest: { pledgeId: string; donorId: string; how: 'STOPPED' | 'PAUSED' },
  by: Deed['by'],
  thisMonth: Month,
): Promise<PledgeRow> {
  const pledge = await restPledge(tx, rest, thisMonth);
  const act = rest.how === 'PAUSED' ? 'pausePledge' : 'stopPledge';
  recordDeed(tx, { by, act, kind: 'Pledge', object: pledge.id });
  return pledge;
}

/**
 * Goes on with an own pledge that was paused: a new offer, of as many months as were open then.
 *
 * @throws PledgeNotPaused, PledgeStartRefused, DonorUnknown
 */
export async function resumePledge(
  tx: InCity,
  { pledgeId, donorId, firstMonth }: { pledgeId: string; donorId: string; firstMonth: Month },
  by: Deed['by'],
  thisMonth: Month,
): Promise<PledgeRow> {
  const [paused] = await tx.query<{ id: string; workerId: string; months: number }>(
    `select p.id, p.worker_id as "workerId", rest.months from pledge p
       join pledge_rest rest on rest.city_id = $1 and rest.pledge_id = p.id
      where p.city_id = $1 and p.id = any($2::uuid[]) and p.donor_id = $3
        and rest.how = 'PAUSED' and rest.resumed_by is null and rest.months > 0 for update of rest`,
    [tx.city.code, uuidsOf([{ id: pledgeId }]), donorId],
  );
  if (!paused) throw new PledgeNotPaused();
  assertStart(tx.city.pledge, firstMonth, thisMonth);
  const { id, workerId, months } = paused;
  const pledge = await offerMonths(tx, { donorId, workerId }, monthsFrom(firstMonth, months));
  tx.write('update pledge_rest set resumed_by = $3 where city_id = $1 and pledge_id = $2', [
    ...[tx.city.code, id, pledge.id],
  ]);
  recordDeed(tx, { by, act: 'resumePledge', kind: 'Pledge', object: id, after: { resumedBy: pledge.id } });
  return pledge;
}
