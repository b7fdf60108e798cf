import { randomUUID } from 'node:crypto';
import type { Law, LocalDate, Month } from '@lindungi/jamsostek';
import { uuidsOf } from '@lindungi/subgraph';
import { type Asked, type InCity, once, recordDeed } from '@lindungi/tenancy';
import type { Actor } from '../context';
import { move } from '../progress/progress.service';
import { hideName } from '../worker/numbers.rules';
import type { Vault } from '../worker/vault';
import { auditReason } from '../worker/worker.rules';
import { ReservationRelease } from './protection.entity';
import { NothingUnpaid, ReleaseReasonRefused, ReservationNotFound } from './protection.errors';
import { heldUntil } from './protection.rules';
import { lockWorker } from './reservation.service';
import type { GivenUpReason } from './reservation-state';
import { lockMonths, settleMonths } from './settlement.service';

/** A pledge whose unpaid months may be freed. */
interface Held {
  pledgeId: string;
  workerId: string;
  /** In order. */
  months: Month[];
  heldSince: LocalDate;
  /** The database's clock. */
  now: string;
}

const HELD = `r.pledge_id as "pledgeId", r.worker_id as "workerId", r.months, r.held_since as "heldSince", now() as now`;

/**
 * Frees the unpaid months of a pledge, once for each key. Who did so and why is kept: both or neither.
 *
 * @throws ReleaseReasonRefused, ReservationNotFound, NothingUnpaid
 */
export function releaseReservationOnce(
  tx: InCity,
  asked: Asked,
  { pledgeId, reason }: { pledgeId: string; reason: string },
  { vault, by }: { vault: Vault; by: Actor },
): Promise<null> {
  return once(tx, asked, async () => {
    const typed = auditReason(reason, ReleaseReasonRefused);
    const held = await lockHeld(tx, pledgeId);
    if (!held) throw new ReservationNotFound();
    const said = hideName(typed, await nameOf(tx, held.workerId));
    const months = await giveUpUnpaid(tx, vault, held, 'RELEASED_BY_CITY');
    if (months.length === 0) throw new NothingUnpaid();
    tx.insert(ReservationRelease, {
      id: randomUUID(),
      pledgeId: held.pledgeId,
      months,
      releasedBy: by.subject,
      roles: [...by.roles],
      reason: said,
    });
    recordDeed(tx, {
      by,
      act: asked.mutation,
      kind: 'Pledge',
      object: held.pledgeId,
      reason: said,
      before: { state: 'RESERVED', months },
      after: { state: 'RELEASED' },
    });
    return null;
  });
}

async function nameOf(tx: InCity, workerId: string): Promise<string> {
  const [worker] = await tx.query<{ name: string }>(
    'select name from worker where city_id = $1 and id = $2',
    [tx.city.code, workerId],
  );
  return worker?.name ?? '';
}

/** What decides whether a pledge has lapsed. */
export interface Calendar {
  law: Law;
  /** In the city's zone. */
  today: LocalDate;
}

/** Pledges of the city that hold unpaid months longer than they may. */
export async function lapsedPledges(tx: InCity, calendar: Calendar): Promise<string[]> {
  const found = await tx.query<Held>(
    `select ${HELD} from reservation r
      where r.city_id = $1 and r.held_since < $2::text::date and r.months[1] <= left($2::text, 7)
        and r.pledge_id in (select pledge_id from protection where city_id = $1 and state = 'RESERVED')
      order by r.held_since, r.pledge_id`,
    [tx.city.code, calendar.today],
  );
  return found.filter((held) => hasLapsed(tx, held, calendar)).map(({ pledgeId }) => pledgeId);
}

/**
 * Frees the unpaid months of a pledge whose time is over: looked at again under its lock, so that a payment that
 * has just come keeps them. The deed of it is the house's.
 *
 * @returns how many months are free now
 */
export async function lapse(tx: InCity, vault: Vault, pledgeId: string, calendar: Calendar): Promise<number> {
  const held = await lockHeld(tx, pledgeId);
  if (!held || !hasLapsed(tx, held, calendar)) return 0;
  const months = await giveUpUnpaid(tx, vault, held, 'LAPSED');
  if (months.length > 0) {
    const { heldSince } = held;
    recordDeed(tx, {
      by: null,
      act: 'lapseSweep',
      kind: 'Pledge',
      object: pledgeId,
      before: { state: 'RESERVED', months, heldSince },
      after: { state: 'RELEASED', why: 'LAPSED' },
    });
  }
  return months.length;
}

const hasLapsed = (tx: InCity, held: Held, { law, today }: Calendar) =>
  heldUntil(law, tx.city.pledge.holdDays, held) < today;

/** The pledge as it stands while nobody else can pay, reserve or free for its worker. */
async function lockHeld(tx: InCity, pledgeId: string): Promise<Held | undefined> {
  const [pledge] = await find(tx, pledgeId);
  if (!pledge) return undefined;
  await lockWorker(tx, pledge.workerId);
  await lockMonths(tx, [pledge.workerId]);
  return (await find(tx, pledgeId))[0]; // a payment that went back meanwhile has given it new time
}

function find(tx: InCity, pledgeId: string): Promise<Held[]> {
  return tx.query<Held>(
    `select ${HELD} from reservation r
      where r.city_id = $1 and r.pledge_id = any($2::uuid[]) and r.held_since is not null`,
    [tx.city.code, uuidsOf([{ id: pledgeId }])],
  );
}

/**
 * Frees every month of a worker that nobody has paid, of every pledge: they leave.
 *
 * @param by  the officer whom they told so
 * @returns the months that are free now
 */
export async function giveUpEverything(
  tx: InCity,
  { vault, by }: { vault: Vault; by: Actor },
  workerId: string,
): Promise<Month[]> {
  await lockWorker(tx, workerId);
  const [clock] = await tx.query<{ now: string }>('select now() as now');
  const rows = await lockMonths(tx, [workerId]);
  const unpaid = rows.filter(({ state }) => state === 'RESERVED');
  if (unpaid.length === 0) return [];
  const fact = { what: 'RELEASED_BY_CITY', at: clock!.now } as const;
  const heard = unpaid.map(({ pledgeId, month }) => ({ pledgeId, month, fact }));
  const { moves } = await settleMonths(tx, vault, [workerId], heard);
  for (const [pledgeId, months] of Map.groupBy(unpaid, (row) => row.pledgeId)) {
    tx.insert(ReservationRelease, {
      id: randomUUID(),
      pledgeId,
      months: months.map(({ month }) => month),
      releasedBy: by.subject,
      roles: [...by.roles],
      reason: 'Pekerja menarik persetujuannya.',
    });
  }
  move(tx, moves);
  return unpaid.map(({ month }) => month).sort();
}

/** @returns the months that are free now */
async function giveUpUnpaid(
  tx: InCity,
  vault: Vault,
  { pledgeId, workerId, now }: Held,
  what: GivenUpReason,
): Promise<Month[]> {
  const rows = await lockMonths(tx, [workerId]);
  const unpaid = rows.filter((row) => row.pledgeId === pledgeId && row.state === 'RESERVED');
  const heard = unpaid.map(({ month }) => ({ pledgeId, month, fact: { what, at: now } }));
  if (heard.length === 0) return [];
  const { moves } = await settleMonths(tx, vault, [workerId], heard);
  move(tx, moves);
  return unpaid.map(({ month }) => month);
}
