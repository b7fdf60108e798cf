import { randomUUID } from 'node:crypto';
import type { Month } from '@lindungi/jamsostek';
import { uuidsOf } from '@lindungi/subgraph';
import { type Deed, type InCity, recordDeed } from '@lindungi/tenancy';
import { heardOf } from '../pledge/heard.loaders';
import { PledgeUnknown } from '../pledge/pledge.errors';
import { offerPledge } from '../pledge/pledge.service';
import { HandoverUnknown } from './handover.errors';
import { assertTwo, takenOver } from './handover.rules';
import { passOn } from './passing.service';

interface Handed {
  id: string;
  donorId: string;
  workerId: string;
  withdrawnAt: string | null;
}

const HANDED = `select id, donor_id as "donorId", worker_id as "workerId", withdrawn_at as "withdrawnAt"
  from pledge where city_id = $1 and id = any($2::uuid[])`;

/** A question to a colleague, as it is asked. */
export interface Question {
  pledgeId: string;
  takerId: string;
  /** Null lets anybody's pledge be handed on: whoever asks has been let in otherwise. */
  donorId: string | null;
}

/**
 * Asks a colleague to go on with a pledge; what was asked of somebody else before is called back. Nobody takes over,
 * and nobody is charged, before they have said yes; nor is it told whether the roster knows them.
 *
 * @throws PledgeUnknown, HandoverToOneself, PledgeNotReserved
 */
export async function askColleague(
  tx: InCity,
  { pledgeId, takerId, donorId }: Question,
  by: NonNullable<Deed['by']>,
  thisMonth: Month,
): Promise<string> {
  const [pledge] = await tx.query<Handed>(`${HANDED} and ($3::uuid is null or donor_id = $3) for update`, [
    ...[tx.city.code, uuidsOf([{ id: pledgeId }]), donorId],
  ]);
  if (!pledge) throw new PledgeUnknown();
  assertTwo(takerId, by.subject ?? '', pledge.donorId);
  takenOver(tx.city.pledge, await heardOf(tx, pledge.id), pledge.withdrawnAt !== null, thisMonth);

  const id = randomUUID();
  tx.write(
    `update handover set state = 'CALLED_BACK', answered_at = now() where city_id = $1 and pledge_id = $2 and state = 'ASKED'`,
    [tx.city.code, pledge.id],
  );
  tx.write(
    `insert into handover (city_id, id, pledge_id, taker_id, asked_by, asked_at)
     values ($1, $2, $3, $4, $5, date_trunc('milliseconds', now()))`,
    [tx.city.code, id, pledge.id, takerId, by.subject],
  );
  recordDeed(tx, { by, act: 'askColleague', kind: 'Pledge', object: pledge.id, after: { handover: id } });
  return id;
}

/** A colleague's answer; `months` is needed only where a new pledge follows the end of the old. */
export interface HandoverAnswer {
  handoverId: string;
  takerId: string;
  accept: boolean;
  months: number | null;
}

/**
 * A colleague says yes or no. By a yes the unpaid months of the old pledge are the colleague's in one step; what is
 * paid stays paid. Of a pledge that is paid to its end, a pledge of the colleague's own follows at once.
 *
 * @throws HandoverUnknown, DonorUnknown, PledgeLengthRefused, PledgeStartRefused, PledgeNotReserved
 */
export async function answerHandover(
  tx: InCity,
  { handoverId, takerId, accept, months }: HandoverAnswer,
  by: Deed['by'],
  thisMonth: Month,
): Promise<string> {
  const [asked] = await tx.query<{ id: string; pledgeId: string }>(
    `select id, pledge_id as "pledgeId" from handover
      where city_id = $1 and id = any($2::uuid[]) and taker_id = $3 and state = 'ASKED' for update`,
    [tx.city.code, uuidsOf([{ id: handoverId }]), takerId],
  );
  if (!asked) throw new HandoverUnknown();
  if (accept) await takeOver(tx, asked.pledgeId, { takerId, months }, thisMonth);
  tx.write(`update handover set state = $3, answered_at = now() where city_id = $1 and id = $2`, [
    ...[tx.city.code, asked.id, accept ? 'ACCEPTED' : 'DECLINED'],
  ]);
  recordDeed(tx, { by, act: 'answerHandover', kind: 'PledgeHandover', object: asked.id, after: { accept } });
  return asked.id;
}

async function takeOver(
  tx: InCity,
  pledgeId: string,
  { takerId, months }: Pick<HandoverAnswer, 'takerId' | 'months'>,
  thisMonth: Month,
): Promise<void> {
  await mustBeThere(tx, takerId);
  const [pledge] = await tx.query<Handed>(`${HANDED} for update`, [tx.city.code, [pledgeId]]);
  if (!pledge) throw new HandoverUnknown();
  const heard = await heardOf(tx, pledgeId);
  const taken = takenOver(tx.city.pledge, heard, pledge.withdrawnAt !== null, thisMonth);
  if (taken.how === 'REST') {
    await passOn(tx, { pledgeId, donorId: pledge.donorId, takerId, months: taken.months });
  } else {
    const { workerId } = pledge;
    const offer = { donorId: takerId, workerId, firstMonth: taken.firstMonth, months: months ?? 0 };
    await offerPledge(tx, offer, thisMonth);
  }
  tx.write(
    `update succession set state = 'ENDED', outcome = 'TAKEN', ended_at = now()
      where city_id = $1 and pledge_id = $2 and state = 'OPEN'`,
    [tx.city.code, pledgeId],
  );
}

/** @throws HandoverUnknown for who is not on the roster: to them there is no such question */
async function mustBeThere(tx: InCity, donorId: string): Promise<void> {
  const there = await tx.query('select from donor where city_id = $1 and id = $2 and left_at is null', [
    ...[tx.city.code, donorId],
  ]);
  if (there.length === 0) throw new HandoverUnknown();
}
