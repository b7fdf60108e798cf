import { randomBytes } from 'node:crypto';
import { type Law, type LocalDate, monthOf, retentionOf } from '@lindungi/jamsostek';
import { type InCity, recordDeed } from '@lindungi/tenancy';
import { freeMonths } from '../protection/registry.service';
import { lockWorker } from '../protection/reservation.service';
import { lockMonths } from '../protection/settlement.service';
import type { Vault } from '../worker/vault';
import { erase, heldMonths } from './erasure.service';
import { keptFrom, type Leaving, leaving } from './privacy.rules';
import { answer } from './request.service';

/** By which law and on which day it is looked at what may no longer be kept. */
export interface Calendar {
  law: Law;
  today: LocalDate;
}

/** Somebody whose identity may no longer be kept, and by which line of the law or which request. */
export interface Leaver {
  workerId: string;
  requestId: string | null;
  why: 'ERASURE' | 'IDENTITY_AFTER_LAST_MONTH' | 'IDENTITY_NEVER_PROTECTED';
}

/** As many as one round of the sweep takes; the next round goes on. */
const ROUND = 500;

/**
 * Workers whose erasure waited for BPJS and need not any more, and those whom nothing asks to keep: who had their last
 * month, or were registered and never had one, longer ago than the law's data say.
 */
export function leavers(tx: InCity, { law, today }: Calendar): Promise<Leaver[]> {
  const after = keptFrom(today, retentionOf(law, 'IDENTITY_AFTER_LAST_MONTH', today).months);
  const never = keptFrom(today, retentionOf(law, 'IDENTITY_NEVER_PROTECTED', today).months);
  return tx.query<Leaver>(
    `select who.id as "workerId", r.id as "requestId", 'ERASURE' as why from data_request r
       join lateral (select kept_id as id from worker
                      where city_id = $1 and id = r.worker_id) who on true
      where r.city_id = $1 and r.state = 'WAITING' and not exists (
              select from protection p where p.city_id = $1 and p.holder_id = who.id
                 and p.state in ('PAID', 'REJECTED'))
     union all
     select w.id, null, case when m.last is null then 'IDENTITY_NEVER_PROTECTED' else 'IDENTITY_AFTER_LAST_MONTH' end
       from worker w
       left join lateral (select max(p.month) as last from protection p
              where p.city_id = $1 and p.holder_id = w.id and p.state <> 'RELEASED') m on true
      where w.city_id = $1 and w.erased_at is null and w.merged_into is null
        and (m.last < $2 or (m.last is null
             and to_char(coalesce(w.consent_renewed_at, w.registered_at), 'YYYY-MM') < $3))
      limit $4`,
    [tx.city.code, after, never, ROUND],
  );
}

/**
 * Erases one of them: looked at again under the worker's lock.
 *
 * @throws LeaverStays for who has just been paid for: what was begun is undone
 */
export async function eraseLeaver(
  tx: InCity,
  vault: Vault,
  leaver: Leaver,
  calendar: Calendar,
): Promise<void> {
  const { workerId, requestId, why } = leaver;
  await lockWorker(tx, workerId);
  await lockMonths(tx, [workerId]);
  if (!mayGo(leaver, leaving(await heldMonths(tx, workerId)), calendar)) throw new LeaverStays();
  await erase(tx, { vault, today: calendar.today }, { workerId, requestId });
  if (requestId) answer(tx, requestId, null);
  recordDeed(tx, { by: null, act: 'retentionSweep', kind: 'Worker', object: workerId, after: { why } });
}

/** Somebody has to be kept after all. */
export class LeaverStays extends Error {}

/** Whether it is still so, now that nobody else can pay or reserve for them. */
function mayGo({ why }: Leaver, { unpaid, onTheWay, protectedUntil }: Leaving, calendar: Calendar): boolean {
  if (unpaid.length > 0 || onTheWay.length > 0) return false;
  if (why === 'ERASURE' || protectedUntil === null) return true;
  const { months } = retentionOf(calendar.law, 'IDENTITY_AFTER_LAST_MONTH', calendar.today);
  return protectedUntil < keptFrom(calendar.today, months);
}

/** Takes the months of those erased out of the registry, and the mark out of their row, once none is to come. */
export async function forgetMarks(tx: InCity, vault: Vault, today: LocalDate): Promise<number> {
  const over = await tx.query<{ id: string; nikHash: Buffer }>(
    `select w.id, w.registry_hash as "nikHash" from worker w
      where w.city_id = $1 and w.erased_at is not null and w.registry_forgotten_at is null
        and not exists (select from protection p where p.city_id = $1 and p.worker_id = w.id
              and p.state <> 'RELEASED' and p.month >= $2) limit $3`,
    [tx.city.code, monthOf(today), ROUND],
  );
  for (const { id, nikHash } of over) {
    const rows = await lockMonths(tx, [id]);
    // each month was claimed by the number of the entry it was pledged for
    const held = rows.filter(({ state, workerId }) => state !== 'RELEASED' && workerId === id);
    const claims = held.map(({ pledgeId, month }) => ({
      nikHash,
      month,
      claim: vault.registryClaim(tx.city.code, pledgeId),
    }));
    await freeMonths(tx, claims);
    tx.write(
      `update worker set registry_hash = $3, registry_forgotten_at = now() where city_id = $1 and id = $2`,
      [tx.city.code, id, randomBytes(32)],
    );
  }
  return over.length;
}
