import { type Law, type LocalDate, type Month, monthOf } from '@lindungi/jamsostek';
import { uuidsOf } from '@lindungi/subgraph';
import { type Deed, type InCity, recordDeed } from '@lindungi/tenancy';
import { heardOf } from '../pledge/heard.loaders';
import type { PledgeRow } from '../pledge/pledge.entity';
import { restPledge } from '../pledge/rest.service';
import { enterPool } from '../pool/pool.service';
import { SuccessionUnknown } from './handover.errors';
import { askColleague } from './handover.service';
import { isPaidAhead, stepOf } from './succession.rules';

/** For whom a treasurer acts: one agency, or (null) the whole city. */
export type ActsFor = { agency: string | null };

interface Open {
  id: string;
  pledgeId: string;
  donorId: string;
  workerId: string;
}

/** @throws SuccessionUnknown  absent, ended, or another agency's: the same words */
async function lockOpen(tx: InCity, id: string, { agency }: ActsFor): Promise<Open> {
  const [open] = await tx.query<Open>(
    `select s.id, s.pledge_id as "pledgeId", s.donor_id as "donorId", p.worker_id as "workerId"
       from succession s join pledge p on p.city_id = $1 and p.id = s.pledge_id
      where s.city_id = $1 and s.id = any($2::uuid[]) and s.state = 'OPEN' and ($3::text is null or s.agency = $3)
        for update of s`,
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
 * city may go on. Of a worker who is paid ahead billing would refuse it, so the succession stays open until BPJS has
 * receipted what is paid.
 *
 * @throws SuccessionUnknown, PledgeAlreadyWithdrawn
 */
export async function poolSuccession(
  tx: InCity,
  successionId: string,
  who: ActsFor,
  by: Deed['by'],
  thisMonth: Month,
): Promise<string> {
  const open = await lockOpen(tx, successionId, who);
  await letGo(tx, open, by, thisMonth);
  if (!isPaidAhead(await heardOf(tx, open.pledgeId))) await toPool(tx, open, by);
  return open.id;
}

/**
 * What the house does about a succession whose day is over, or whose worker billing would take by now.
 *
 * @returns whether anything was done
 */
export async function goOnWithSuccession(
  tx: InCity,
  law: Law,
  successionId: string,
  today: LocalDate,
): Promise<boolean> {
  const [open] = await tx.query<Open & { workerId: string; firstMonth: Month; withdrawn: boolean }>(
    `select s.id, s.pledge_id as "pledgeId", s.donor_id as "donorId", p.worker_id as "workerId",
            p.first_month as "firstMonth", p.withdrawn_at is not null as withdrawn
       from succession s join pledge p on p.city_id = $1 and p.id = s.pledge_id
      where s.city_id = $1 and s.id = $2 and s.state = 'OPEN' for update of s skip locked`,
    [tx.city.code, successionId],
  );
  if (!open) return false;
  const step = stepOf(law, { ...open, heard: await heardOf(tx, open.pledgeId) }, today);
  if (step === 'WAIT') return false;
  if (!open.withdrawn) await letGo(tx, open, null, monthOf(today));
  if (step === 'POOL') await toPool(tx, open, null);
  return true;
}

/** Takes the pledge back as it is left: unpaid months are anybody's, and who was asked is asked no more. */
async function letGo(
  tx: InCity,
  { id, pledgeId, donorId }: Open,
  by: Deed['by'],
  thisMonth: Month,
): Promise<void> {
  await rest(tx, { pledgeId, donorId }, thisMonth);
  recordDeed(tx, { by, act: 'letGoOfPledge', kind: 'PledgeSuccession', object: id, after: { pledgeId } });
}

async function toPool(tx: InCity, { id, pledgeId, donorId, workerId }: Open, by: Deed['by']): Promise<void> {
  await enterPool(tx, { pledgeId, donorId, workerId });
  tx.write(
    `update succession set state = 'ENDED', outcome = 'POOLED', ended_at = now() where city_id = $1 and id = $2`,
    [tx.city.code, id],
  );
  recordDeed(tx, { by, act: 'poolSuccession', kind: 'PledgeSuccession', object: id, after: { pledgeId } });
}

/**
 * A donor gives an own pledge to the pool: what is unpaid is free at once, and another donor is looked for as soon as
 * BPJS has receipted what is paid (`Pledge.waitsForReceipt`).
 *
 * @throws PledgeUnknown, PledgeAlreadyWithdrawn
 */
export async function givePledgeToPool(
  tx: InCity,
  pledge: { pledgeId: string; donorId: string },
  by: Deed['by'],
  thisMonth: Month,
): Promise<PledgeRow> {
  const given = await rest(tx, pledge, thisMonth);
  const { id: pledgeId, donorId, workerId } = given;
  const waitsForReceipt = await enterPool(tx, { pledgeId, donorId, workerId });
  recordDeed(tx, {
    ...{ by, act: 'givePledgeToPool', kind: 'Pledge', object: pledgeId },
    after: { waitsForReceipt },
  });
  return given;
}

/** Takes a pledge back; who was asked to go on with it is asked no more. */
async function rest(
  tx: InCity,
  { pledgeId, donorId }: { pledgeId: string; donorId: string },
  thisMonth: Month,
): Promise<PledgeRow> {
  const pledge = await restPledge(tx, { pledgeId, donorId, how: 'HANDED_ON' }, thisMonth);
  tx.write(
    `update handover set state = 'CALLED_BACK', answered_at = now() where city_id = $1 and pledge_id = $2 and state = 'ASKED'`,
    [tx.city.code, pledgeId],
  );
  return pledge;
}
