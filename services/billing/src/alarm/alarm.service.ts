import { type Doer, uuidsOf } from '@lindungi/subgraph';
import { type InCity, recordDeed } from '@lindungi/tenancy';
import { AlarmAlreadyClosed, AlarmUnknown } from './alarm.errors';
import { reasonOf } from './alarm.rules';

/** What a person must look at; the thing's own state says the rest. */
export type AlarmCode =
  /** The nightly check found something that must always be true and is not: `lindungi check` says what. */
  | 'CHECK_FAILED'
  /** A signed message of a provider that contradicts one before it. */
  | 'NOTICE_CONTRADICTS'
  /** A signed message nobody could read, or work, so often as it was tried. */
  | 'NOTICE_PARKED'
  /** Money came for an order this city never issued: it is in suspense. */
  | 'ORDER_UNKNOWN'
  /** A payroll could not deduct: the donor's months are open, and billed again next month. */
  | 'DEDUCTION_FAILED'
  /** Deducted after the donor had revoked: it is in excess, and is given back. */
  | 'DEDUCTED_AFTER_REVOCATION'
  /** More came than was owed: it is in excess, and the donor's. */
  | 'PAID_TOO_MUCH'
  /** A payment was taken back after BPJS was sent some of it: those months stay, their money is missing. */
  | 'REVERSED_AFTER_REMITTANCE'
  /** Months were released though money has come in for them, or only some of an invoice's months. */
  | 'RELEASED_BUT_KEPT'
  /** Released months went to another pledge: what had come in for them is in excess, and the donor's. */
  | 'RELEASED_AND_TAKEN'
  /** A month that an agency deducted is due at BPJS, and its transfer is not seen. The reference is the bill's number. */
  | 'AGENCY_TRANSFER_AWAITED'
  /** And the grace of that month is nearly over: its workers are about to lapse. The reference is the bill's number. */
  | 'AGENCY_TRANSFER_GRACE_NEAR'
  /** An agency has not answered its bill, and the grace is over. The reference is the bill's number. */
  | 'BILL_UNANSWERED'
  /** The law of months changed that are paid, or with BPJS: they stay at the old price. The reference is the law's hash. */
  | 'REPRICED_AFTER_PAYMENT'
  /** A bank's statement says that money came, and nobody knows for what: it is in suspense. */
  | 'STATEMENT_UNMATCHED';

/**
 * Raises an alarm: a row that commits with what caused it, and a line in the log at once.
 *
 * @param reference  an id or an order; never a name, a NIK, a NIP
 */
export function raise(tx: InCity, code: AlarmCode, reference: string): void {
  tx.write('insert into alarm (city_id, code, reference) values ($1, $2, $3)', [
    tx.city.code,
    code,
    reference,
  ]);
  process.stderr.write(
    `${JSON.stringify({ level: 'alarm', service: 'billing', city: tx.city.code, code, reference })}\n`,
  );
}

/**
 * Closes an alarm: its thing was looked at, and why nothing more is to be done is written down.
 *
 * @param by  who closes it
 * @throws AlarmUnknown, AlarmAlreadyClosed, ReasonRefused
 */
export async function closeAlarm(
  tx: InCity,
  { alarmId, reason }: { alarmId: string; reason: string },
  by: Doer,
): Promise<string> {
  const why = reasonOf(reason);
  const [alarm] = await tx.query<{ id: string; code: string; closed: boolean }>(
    `select id, code, closed_at is not null as closed from alarm where city_id = $1 and id = any($2::uuid[]) for update`,
    [tx.city.code, uuidsOf([{ id: alarmId }])],
  );
  if (!alarm) throw new AlarmUnknown();
  if (alarm.closed) throw new AlarmAlreadyClosed();
  tx.write('update alarm set closed_at = now(), closed_by = $3, reason = $4 where city_id = $1 and id = $2', [
    tx.city.code,
    alarm.id,
    by.subject,
    why,
  ]);
  recordDeed(tx, {
    ...{ by, act: 'closeAlarm', kind: 'Alarm', object: alarm.id, reason: why, after: { code: alarm.code } },
  });
  return alarm.id;
}

/** Closes what is open of this code about this reference: a decision about the thing itself was taken. */
export function closeAlarmsAbout(
  tx: InCity,
  about: { code: AlarmCode; reference: string },
  reason: string,
  by: string,
): void {
  tx.write(
    `update alarm set closed_at = now(), closed_by = $4, reason = $5
      where city_id = $1 and code = $2 and reference = $3 and closed_at is null`,
    [tx.city.code, about.code, about.reference, by, reason],
  );
}
