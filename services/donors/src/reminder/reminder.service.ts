import { randomUUID } from 'node:crypto';
import {
  type BodyOf,
  type ContributionPaid,
  type DeductionFailed,
  type LapseNear,
  ReminderTold,
  tell,
  type WorkerOfferedToPool,
} from '@lindungi/events';
import { graceEndsOn, type Law, type LocalDate, type Month, type Rupiah, rupiah } from '@lindungi/jamsostek';
import type { InCity } from '@lindungi/tenancy';
import { payUntil } from './reminder.rules';
import type { FailureReason, ReminderKind } from './reminder-kind';

interface NewReminder {
  donorId: string;
  kind: ReminderKind;
  workerId: string;
  /** What it is about: the same told again is the same reminder, and is new again when it is told later. */
  about: string;
  pledgeId?: string;
  months?: readonly Month[];
  amount?: Rupiah;
  reason?: FailureReason;
  coveredThrough?: Month;
  payUntil: LocalDate;
}

/** A payroll could not deduct: each of the donor's workers of whom a month is open is a reminder. */
export async function remindOfDeduction(
  tx: InCity,
  law: Law,
  { billId: about, donorId, reason, lines }: BodyOf<typeof DeductionFailed>,
): Promise<void> {
  for (const pledgeId of [...new Set(lines.map((line) => line.pledgeId))].sort()) {
    const open = lines.filter((line) => line.pledgeId === pledgeId);
    const months = open.map(({ month }) => month).sort();
    await remind(tx, {
      ...{ donorId, kind: 'DEDUCTION_FAILED', workerId: open[0]!.workerId, about, pledgeId, reason, months },
      amount: rupiah(open.reduce((total, line) => total + line.open, 0)),
      payUntil: payUntil(law, months),
    });
  }
}

/** A worker's cover has ended: day 0, 30, 60 and 80 renew one reminder of who paid last. */
export function remindOfLapse(
  tx: InCity,
  { donorId, workerId, pledgeId, coveredThrough, graceEndsOn: until }: BodyOf<typeof LapseNear>,
): Promise<void> {
  const about = coveredThrough;
  return remind(tx, {
    ...{ donorId, kind: 'LAPSE_NEAR', workerId, pledgeId, about, coveredThrough },
    payUntil: until,
  });
}

/** Another donor is looked for: who paid last hears it. */
export function remindOfOffer(
  tx: InCity,
  law: Law,
  { poolOfferId: about, donorId, workerId, coveredThrough }: BodyOf<typeof WorkerOfferedToPool>,
): Promise<void> {
  return remind(tx, {
    ...{ donorId, kind: 'WORKER_OFFERED', workerId, about, coveredThrough },
    payUntil: graceEndsOn(law, coveredThrough),
  });
}

/** What is told later is how it is now: money that went back opens a reminder again. */
async function remind(tx: InCity, it: NewReminder): Promise<void> {
  const [kept] = await tx.query<{ id: string }>(
    `insert into reminder (city_id, id, donor_id, kind, worker_id, about, pledge_id, months, amount, reason,
                           covered_through, pay_until)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (city_id, donor_id, kind, worker_id, about) do update
        set told_at = excluded.told_at, pay_until = excluded.pay_until, months = excluded.months,
            paid = excluded.paid, amount = excluded.amount, ended_at = null
     returning id`,
    [
      ...[tx.city.code, randomUUID(), it.donorId, it.kind, it.workerId, it.about, it.pledgeId ?? null],
      ...[it.months ?? [], it.amount ?? null, it.reason ?? null, it.coveredThrough ?? null, it.payUntil],
    ],
  );
  tell(tx, ReminderTold, { reminderId: kept!.id, donorId: it.donorId });
}

/**
 * Months were paid, by whomever: of a failed deduction they are struck out, and what has nothing left to be paid ends;
 * a reminder of a lapse ends with any month after the last one that was covered.
 */
export async function endReminders(
  tx: InCity,
  { pledgeId, workerId, months }: BodyOf<typeof ContributionPaid>,
): Promise<void> {
  const ended = await tx.query<{ id: string; donorId: string }>(
    `update reminder
        set paid = paid || $4::text[],
            ended_at = case when kind <> 'DEDUCTION_FAILED' or months <@ (paid || $4::text[]) then date_trunc('milliseconds', now()) end
      where city_id = $1 and ended_at is null and worker_id = $3
        and ((kind = 'DEDUCTION_FAILED' and pledge_id = $2 and months && $4::text[])
          or (kind <> 'DEDUCTION_FAILED' and covered_through < any($4::text[])))
      returning id, donor_id as "donorId"`,
    [tx.city.code, pledgeId, workerId, months],
  );
  for (const { id: reminderId, donorId } of ended) tell(tx, ReminderTold, { reminderId, donorId });
}
