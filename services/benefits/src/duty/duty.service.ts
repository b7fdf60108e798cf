import { DutyNoticed, tell } from '@lindungi/events';
import type { LocalDate, Month } from '@lindungi/jamsostek';
import { type InCity, recordDeed } from '@lindungi/tenancy';
import { runningClocks } from '../claim/overdue.loaders';
import type { Actor } from '../context';
import { DutyNoticeNotFound, FindingRefused } from './duty.errors';
import { IN_DOUBT, noticeSeen } from './duty.loaders';
import { type ClockedDuty, findingOf, LEAD_DAYS, type Phase, phaseOf } from './duty.rules';

interface Clocked {
  duty: ClockedDuty;
  claimId: string | null;
  grievanceId: string | null;
  kecamatan: string | null;
  dueOn: LocalDate;
}

/**
 * Tells of every clock of claims and grievances that is about to run out, and of every one that has: each once, however
 * many processes ask and however often.
 *
 * @param today  in the city's zone
 * @returns how many were told
 */
export async function noticeDuties(tx: InCity, today: LocalDate): Promise<number> {
  const clocks = await tx.query<Clocked>(
    `select duty, id as "claimId", null as "grievanceId", kecamatan, due_on as "dueOn" from (${runningClocks('$2')}) clock
      where due_on <= $3::date + $4::int
     union all
     select 'ANSWER', null, id, null, answer_by from grievance
      where city_id = $1 and answer_by <= $3::date + $4::int
        and not exists (select from grievance_answer where city_id = $1 and grievance_id = grievance.id)`,
    [tx.city.code, tx.city.timeZone, today, Math.max(...Object.values(LEAD_DAYS))],
  );
  const due = clocks.flatMap((clock) => {
    const phase = phaseOf(clock, today);
    return phase ? [{ ...clock, phase, month: null }] : [];
  });
  return notice(tx, due);
}

interface Fresh {
  duty: ClockedDuty | 'REVIEW';
  phase: Phase;
  claimId: string | null;
  grievanceId: string | null;
  kecamatan: string | null;
  dueOn: LocalDate;
  month: Month | null;
}

/**
 * Tells of claims that rest on these months of a worker, where the worker is covered by none of them any more: BPJS may
 * have been asked to pay for somebody else's month.
 *
 * @param today  on which it is heard, in the city's zone
 */
export async function noticeDoubts(
  tx: InCity,
  workerId: string,
  months: readonly Month[],
  today: LocalDate,
): Promise<void> {
  const claims = await tx.query<{ claimId: string; kecamatan: string | null; month: Month }>(
    `select c.id as "claimId", c.kecamatan, c.month from claim c
      where c.city_id = $1 and c.worker_id = $2 and c.month = any($3::text[]) and ${IN_DOUBT}`,
    [tx.city.code, workerId, [...new Set(months)]],
  );
  await notice(
    tx,
    claims.map((it) => ({ ...it, duty: 'REVIEW', phase: 'NOW', grievanceId: null, dueOn: today })),
  );
}

async function notice(tx: InCity, due: readonly Fresh[]): Promise<number> {
  if (due.length === 0) return 0;
  const column = <Key extends keyof Fresh>(key: Key) => due.map((it) => it[key]);
  const told = await tx.query<Fresh & { id: string }>(
    `insert into duty_notice (city_id, duty, phase, claim_id, grievance_id, due_on, month)
     select $1, duty, phase, claim_id, grievance_id, due_on, month
       from unnest($2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::date[], $7::text[])
         as it (duty, phase, claim_id, grievance_id, due_on, month)
      order by claim_id, grievance_id, due_on
     on conflict do nothing
     returning id, duty, phase, claim_id as "claimId", grievance_id as "grievanceId", due_on as "dueOn", month`,
    [
      ...[tx.city.code, column('duty'), column('phase'), column('claimId'), column('grievanceId')],
      ...[column('dueOn'), column('month')],
    ],
  );
  for (const { id: noticeId, duty, phase, claimId, grievanceId, dueOn, month } of told) {
    tell(tx, DutyNoticed, { noticeId, duty, phase, claimId, grievanceId, dueOn });
    if (duty !== 'REVIEW') continue;
    const object = claimId!;
    recordDeed(tx, { by: null, act: 'monthNoLongerCovered', kind: 'Claim', object, after: { month } });
  }
  return told.length;
}

/**
 * Writes down what somebody found who looked at a claim whose month is covered no more; it is on nobody's list then. What
 * BPJS makes of it is told as a step of the claim.
 *
 * @throws DutyNoticeNotFound also for a notice of something else, and for one whom the actor may not see
 * @throws FindingRefused
 */
export async function closeReview(
  tx: InCity,
  by: Actor,
  { noticeId, finding: typed }: { noticeId: string; finding: string },
): Promise<{ claimId: string }> {
  const finding = findingOf(typed);
  if (!finding) throw new FindingRefused();
  const seen = await noticeSeen(tx, by, noticeId);
  if (!seen?.claimId || seen.duty !== 'REVIEW') throw new DutyNoticeNotFound();
  const written = await tx.query(
    `insert into duty_review (city_id, notice_id, finding, reviewed_by) values ($1, $2, $3, $4)
     on conflict do nothing returning notice_id`,
    [tx.city.code, seen.id, finding, by.subject],
  );
  if (written.length === 0) throw new DutyNoticeNotFound();
  const { claimId, month } = seen;
  recordDeed(tx, {
    by,
    act: 'closeReview',
    kind: 'Claim',
    object: claimId,
    reason: finding,
    after: { month },
  });
  return { claimId };
}
