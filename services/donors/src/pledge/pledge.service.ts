import { randomUUID } from 'node:crypto';
import { PledgeChanged, PledgeOffered, PledgeWithdrawn, tell } from '@lindungi/events';
import type { Month } from '@lindungi/jamsostek';
import {
  afterKey,
  type ChildBatch,
  columnsOf,
  oneFor,
  type Page,
  pageLimit,
  pageOf,
  type Reader,
  uuidsOf,
} from '@lindungi/subgraph';
import type { InCity } from '@lindungi/tenancy';
import type { Own } from '../context';
import { DonorUnknown } from '../donor/donor.errors';
import { type DonorRow, donorsByIds } from '../donor/donor.loaders';
import { sightOf } from '../donor/sight.rules';
import { Pledge, type PledgeChange, type PledgeRow } from './pledge.entity';
import { pledgesByIds, pledgesOfDonors } from './pledge.loaders';
import { monthsOfPledge, withdrawable, workerIdOf } from './pledge.rules';

export interface Offer {
  donorId: string;
  workerId: string;
  firstMonth: Month;
  months: number;
}

/**
 * Decides, saves, tells. The worker is not reserved yet: beneficiaries, which owns them, answers.
 * A donor gives from the own purse, so the fund is OWN.
 *
 * @throws PledgeLengthRefused, PledgeStartRefused, WorkerUnknown, DonorUnknown
 */
export async function offerPledge(tx: InCity, offer: Offer, thisMonth: Month): Promise<PledgeRow> {
  const months = monthsOfPledge(tx.city.pledge, offer, thisMonth);
  return offerMonths(tx, { donorId: offer.donorId, workerId: workerIdOf(offer.workerId) }, months);
}

/**
 * The same of months that were decided before: of a pledge that goes on, whose length is not chosen anew.
 *
 * @param months  in a row
 * @throws DonorUnknown
 */
export async function offerMonths(
  tx: InCity,
  { donorId, workerId }: Pick<Offer, 'donorId' | 'workerId'>,
  months: Month[],
): Promise<PledgeRow> {
  const pledge = await keepPledge(tx, { donorId, workerId }, months);
  const { id: pledgeId } = pledge;
  tell(tx, PledgeOffered, { pledgeId, donorId, workerId, months, fund: 'OWN' });
  tellPledgeChanged(tx, { pledgeId, donorId }, 'OFFERED');
  return pledge;
}

/**
 * Saves a pledge, and leaves it to the caller to tell beneficiaries of it.
 *
 * @param months  in a row
 * @throws DonorUnknown
 */
export async function keepPledge(
  tx: InCity,
  { donorId, workerId }: Pick<Offer, 'donorId' | 'workerId'>,
  months: readonly Month[],
): Promise<PledgeRow> {
  const createdAt = await instantOfDonor(tx, donorId);
  const pledge = {
    ...{ id: randomUUID(), donorId, workerId, firstMonth: months[0]!, months: months.length },
    ...{ createdAt, withdrawnAt: null },
  };
  tx.insert(Pledge, pledge);
  return pledge;
}

/** Now, by the database's clock, if the donor is on the roster. */
async function instantOfDonor(tx: InCity, donorId: string): Promise<string> {
  const [donor] = await tx.query<{ now: string }>(
    `select date_trunc('milliseconds', now()) as now from donor
      where city_id = $1 and id = $2 and left_at is null`,
    [tx.city.code, donorId],
  );
  if (!donor) throw new DonorUnknown();
  return donor.now;
}

/**
 * Takes a pledge back. What is paid stays paid: beneficiaries frees the months without money.
 *
 * @throws PledgeUnknown, PledgeAlreadyWithdrawn
 */
export async function withdrawPledge(tx: InCity, pledgeId: string, donorId: string): Promise<PledgeRow> {
  const pledge = await takeBack(tx, pledgeId, donorId);
  tell(tx, PledgeWithdrawn, { pledgeId: pledge.id, donorId, workerId: pledge.workerId });
  tellPledgeChanged(tx, { pledgeId: pledge.id, donorId }, 'WITHDRAWN');
  return pledge;
}

/**
 * The same, and leaves it to the caller to tell beneficiaries of it.
 *
 * @throws PledgeUnknown, PledgeAlreadyWithdrawn
 */
export async function takeBack(tx: InCity, pledgeId: string, donorId: string): Promise<PledgeRow> {
  const [found] = await tx.query<PledgeRow & { now: string }>(
    `select id, donor_id as "donorId", worker_id as "workerId", first_month as "firstMonth", months,
            created_at as "createdAt", withdrawn_at as "withdrawnAt",
            greatest(date_trunc('milliseconds', now()), created_at) as now
       from pledge where city_id = $1 and id = any($2::uuid[]) and donor_id = $3 for update`,
    [tx.city.code, uuidsOf([{ id: pledgeId }]), donorId],
  );
  const { now, ...pledge } = withdrawable(found, donorId);

  tx.write(`update pledge set withdrawn_at = $3 where city_id = $1 and id = $2`, [
    tx.city.code,
    pledge.id,
    now,
  ]);
  return { ...pledge, withdrawnAt: now };
}

/** Says to whoever watches a pledge that something became of it. Nothing is stored: others know the rest. */
export function tellPledgeChanged(
  tx: InCity,
  { pledgeId, donorId }: { pledgeId: string; donorId: string },
  what: PledgeChange,
): void {
  tell(tx, PledgeChanged, { pledgeId, donorId, what });
}

/** Pledges by id, as far as the caller sees them; those left out and those that never were look the same. */
export const readPledges: Reader<Own> = (refs, ctx, names) =>
  pledgesByIds(ctx, sightOf(ctx.principal), refs, names);

/** The donor of each pledge: who may see a pledge may see whose it is. */
export const donorsOfPledges: ChildBatch<PledgeRow, DonorRow | null, Own> = async (pledges, ctx, names) => {
  const ids = pledges.map(({ donorId }) => donorId);
  const donors = await donorsByIds(
    ctx,
    sightOf(ctx.principal),
    ids.map((id) => ({ id })),
    names,
  );
  return oneFor(ids, donors, ({ id }) => id);
};

/** A page of the pledges of each donor, newest first; who may see a donor may see what the donor gives. */
export const pledgePagesOfDonors: ChildBatch<DonorRow, Page<PledgeRow>, Own> = async (
  donors,
  ctx,
  _names,
  args,
  info,
) => {
  const { first, after } = args as { first: number; after?: string | null };
  const from = { after: afterKey(after, 'instant', 'uuid'), limit: pageLimit(first) };
  const ids = donors.map(({ id }) => id);
  const lists = await pledgesOfDonors(ctx, ids, from, columnsOf(info, 'edges', 'node'));
  return lists.map((rows) => pageOf(rows, first, ({ createdAt, id }) => [createdAt, id]));
};
