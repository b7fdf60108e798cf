import {
  type BodyOf,
  type PledgeWithdrawn,
  ProtectionConfirmed,
  ReservationReleased,
  ReservationReturned,
  tell,
} from '@lindungi/events';
import type { InCity } from '@lindungi/tenancy';
import { type Move, movesOfMonths } from '../progress/progress.rules';
import { move } from '../progress/progress.service';
import type { Vault } from '../worker/vault';
import type { Moment } from './moment.rules';
import { Reservation } from './protection.entity';
import { claimMonths, freeMonths, type RegistryClaim } from './registry.service';
import { lockWorker } from './reservation.service';
import {
  type Change,
  frees,
  type Heard,
  type ProtectionRow,
  receiptsIn,
  refuse,
  returns,
  settle,
  whyReleased,
} from './settlement.rules';

/** What of a worker a settlement must know: where the figures move, and the mark in the registry. */
interface WorkerPlace {
  id: string;
  kecamatan: string;
  registryHash: Buffer;
  /** Nobody knows any more whose month it would be: its money goes back. */
  left: boolean;
}

/**
 * Frees the months of a pledge that nobody has paid. A withdrawal that comes before its offer is
 * remembered, and the offer then reserves nothing.
 *
 * @param moment  when the donor withdrew
 */
export async function withdraw(
  tx: InCity,
  vault: Vault,
  pledge: BodyOf<typeof PledgeWithdrawn>,
  moment: Moment,
): Promise<void> {
  const { pledgeId, donorId, workerId } = pledge;
  await lockWorker(tx, workerId);
  const [known] = await tx.query<Pick<Reservation, 'state'>>(
    'select state from reservation where city_id = $1 and pledge_id = $2',
    [tx.city.code, pledgeId],
  );
  if (!known) {
    const nothing = { months: [], fund: null, state: 'RELEASED', reason: 'WITHDRAWN' } as const;
    tx.insert(Reservation, { pledgeId, donorId, workerId, ...nothing, months: [] });
  } else if (known.state !== 'TAKEN') {
    const heard = { pledgeId, month: 'EVERY', fact: { what: 'WITHDRAWN', at: moment.at } } as const;
    const { moves } = await settleMonths(tx, vault, [workerId], [heard]);
    move(tx, moves);
  }
}

/**
 * Applies what was heard to the months of these workers, and tells what it comes to: months free
 * again, months that came back, months protected.
 *
 * @returns where each worker lives, and how the figures move by it
 * @throws Error for a fact about a month no pledge here has: it is heard again later, or parked
 */
export async function settleMonths(
  tx: InCity,
  vault: Vault,
  workerIds: readonly string[],
  heard: readonly Heard[],
): Promise<{ kecamatan: Map<string, string>; moves: Move[] }> {
  const rows = await lockMonths(tx, workerIds);
  const { changes: decided, unknown } = settle(rows, heard);
  if (unknown[0])
    throw new Error(`Heard of ${unknown[0].month} of pledge ${unknown[0].pledgeId}, which is not here.`);

  const places = await placesOf(tx, [
    ...workerIds,
    ...rows.flatMap(({ workerId, holderId }) => [workerId, holderId]),
  ]);
  const changes = await claimReturning(tx, vault, places, decided);
  await freeMonths(tx, changes.filter(frees).map(claimOf(tx, vault, places)));
  save(tx, changes);

  const after = new Map(changes.map((change) => [change.before, change.after]));
  const now = rows.map((row) => after.get(row) ?? row);
  saveReservations(tx, changes, now);

  const kecamatan = new Map([...places.values()].map((place) => [place.id, place.kecamatan]));
  tellChanges(tx, changes, kecamatan);
  return { kecamatan, moves: movesOfMonths(kecamatan, rows.map(asHeld), now.map(asHeld)) };
}

/** A month that comes back must be free in the other cities too; if not, it stays released. */
async function claimReturning(
  tx: InCity,
  vault: Vault,
  places: ReadonlyMap<string, WorkerPlace>,
  changes: readonly Change[],
): Promise<Change[]> {
  const left = (it: Change) => places.get(it.before.workerId)!.left;
  const wanted = new Map(
    changes.filter((it) => returns(it) && !left(it)).map((it) => [it, claimOf(tx, vault, places)(it)]),
  );
  const got = new Set(await claimMonths(tx, [...wanted.values()]));
  return changes.map((it) => {
    const claim = wanted.get(it);
    return (claim && !got.has(claim)) || (returns(it) && left(it)) ? refuse(it) : it;
  });
}

const claimOf =
  (tx: InCity, vault: Vault, places: ReadonlyMap<string, WorkerPlace>) =>
  ({ before: { workerId, pledgeId, month } }: Change): RegistryClaim => ({
    nikHash: places.get(workerId)!.registryHash,
    month,
    claim: vault.registryClaim(tx.city.code, pledgeId),
  });

/** Counted where the person lives whose month it is. */
const asHeld = (row: ProtectionRow) => ({ ...row, workerId: row.holderId });

/** With the months of whoever is one person with them. In one order for everyone, so that two deliveries about the same workers wait and do not deadlock. */
export function lockMonths(tx: InCity, workerIds: readonly string[]): Promise<ProtectionRow[]> {
  return tx.query(
    `select pledge_id as "pledgeId", donor_id as "donorId", worker_id as "workerId",
            holder_id as "holderId", month, state, given_up_at as "givenUpAt", given_up_why as "givenUpWhy", paid_at as "paidAt", paid_told as "paidTold",
            reversed_at as "reversedAt", reversed_told as "reversedTold", rejected_at as "rejectedAt",
            rejected_told as "rejectedTold", rejection, protected_at as "protectedAt",
            protected_told as "protectedTold", received_on as "receivedOn", receipt
       from protection where city_id = $1 and holder_id in (
              select kept_id from worker where city_id = $1 and id = any($2::uuid[]))
      order by worker_id, month, pledge_id for update`,
    [tx.city.code, [...new Set(workerIds)]],
  );
}

async function placesOf(tx: InCity, workerIds: readonly string[]): Promise<Map<string, WorkerPlace>> {
  const found = await tx.query<WorkerPlace>(
    `select id, kecamatan, registry_hash as "registryHash", consent_withdrawn_on is not null as left from worker
      where city_id = $1 and id = any($2::uuid[])`,
    [tx.city.code, [...new Set(workerIds)]],
  );
  return new Map(found.map((place) => [place.id, place]));
}

function save(tx: InCity, changes: readonly Change[]): void {
  if (changes.length === 0) return;
  tx.write(
    `update protection p
        set state = r.state, given_up_at = r."givenUpAt", given_up_why = r."givenUpWhy",
            paid_at = r."paidAt", paid_told = r."paidTold", reversed_at = r."reversedAt", reversed_told = r."reversedTold", rejected_at = r."rejectedAt",
            rejected_told = r."rejectedTold", rejection = r.rejection, protected_at = r."protectedAt",
            protected_told = r."protectedTold", received_on = r."receivedOn", receipt = r.receipt
       from jsonb_to_recordset($2::jsonb) as r ("pledgeId" uuid, month text, state text,
            "givenUpAt" timestamptz, "givenUpWhy" text, "paidAt" timestamptz, "paidTold" text, "reversedAt" timestamptz,
            "reversedTold" text, "rejectedAt" timestamptz, "rejectedTold" text, rejection text,
            "protectedAt" timestamptz, "protectedTold" text, "receivedOn" date, receipt text)
      where p.city_id = $1 and p.pledge_id = r."pledgeId" and p.month = r.month`,
    [tx.city.code, JSON.stringify(changes.map(({ after }) => after))],
  );
}

/** A reservation is released when its last month is. */
function saveReservations(tx: InCity, changes: readonly Change[], now: readonly ProtectionRow[]): void {
  const moved = changes.filter((it) => frees(it) || returns(it)).map(({ after }) => after.pledgeId);
  if (moved.length === 0) return;
  const pledges = [...new Set(moved)];
  const reasons = pledges.map((id) => whyReleased(now.filter(({ pledgeId }) => pledgeId === id)) ?? null);
  tx.write(
    `update reservation r
        set state = case when p.reason is null then 'RESERVED' else 'RELEASED' end, reason = p.reason
       from unnest($2::uuid[], $3::text[]) as p (id, reason)
      where r.city_id = $1 and r.pledge_id = p.id`,
    [tx.city.code, pledges, reasons],
  );
}

function tellChanges(tx: InCity, changes: readonly Change[], kecamatan: ReadonlyMap<string, string>): void {
  for (const months of byPledge(changes.filter(frees))) tell(tx, ReservationReleased, months);
  for (const months of byPledge(changes.filter(returns))) tell(tx, ReservationReturned, months);
  for (const { row, months } of receiptsIn(changes)) {
    const { pledgeId, donorId, holderId: workerId } = row;
    const place = kecamatan.get(workerId)!;
    tell(tx, ProtectionConfirmed, { pledgeId, donorId, workerId, kecamatan: place, months });
  }
}

/**
 * Tells receipts once more, of months that are another's now: who keeps covered months by worker knows them there too.
 *
 * @param rows  months whose `holderId` is the new one
 */
export function tellReceipts(tx: InCity, rows: readonly ProtectionRow[], kecamatan: string): void {
  const unknown = rows.map((after) => ({ before: { ...after, receipt: null }, after }));
  for (const { row, months } of receiptsIn(unknown)) {
    const { pledgeId, donorId, holderId: workerId } = row;
    tell(tx, ProtectionConfirmed, { pledgeId, donorId, workerId, kecamatan, months });
  }
}

/** The months of each pledge among the changes, as events name them. */
function byPledge(changes: readonly Change[]): BodyOf<typeof ReservationReleased>[] {
  const rows = changes.map(({ after }) => after);
  return [...Map.groupBy(rows, ({ pledgeId }) => pledgeId).values()].map((of) => {
    const { pledgeId, donorId, workerId } = of[0]!;
    return { pledgeId, donorId, workerId, months: of.map(({ month }) => month) };
  });
}
