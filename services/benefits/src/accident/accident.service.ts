import { randomUUID } from 'node:crypto';
import { type Law, type LocalDate, monthOf, rupiah, todayIn } from '@lindungi/jamsostek';
import { uuidsOf } from '@lindungi/subgraph';
import { type InCity, once } from '@lindungi/tenancy';
import type { ClaimRow } from '../claim/claim.entity';
import { ClaimUnknown } from '../claim/claim.errors';
import { NO_MORE, requireOwn, writeClaim } from '../claim/claim.service';
import type { Actor } from '../context';
import { coverageOf } from '../coverage/coverage.service';
import { sightOf } from '../coverage/sight.rules';
import { decideAccident } from './accident.rules';

/** An accident as it is reported here. */
export interface Report {
  accident: { workerId: string; occurredAt: Date; replaces: string | null };
  idempotencyKey: string;
  by: Actor;
  today: LocalDate;
  /** Now, in ms since 1970. */
  now: number;
}

/**
 * Writes an accident down, so that its 48 hours are watched; what it gives is known when it has ended.
 *
 * A district officer's report stays in their kecamatan, covered or not, known here or not: whether anybody knows the
 * worker is not said by whether the report is taken.
 *
 * @throws AccidentInFuture, AccidentRightEnded, ClaimAlreadyFiled, ClaimUnknown
 */
export function fileAccident(tx: InCity, law: Law, report: Report): Promise<{ claim: ClaimRow }> {
  const { accident, idempotencyKey, by, today, now } = report;
  const { occurredAt, replaces } = accident;
  const input = { ...accident, occurredAt: occurredAt.toISOString() };
  return once(tx, { subject: by.subject, mutation: 'fileAccident', key: idempotencyKey, input }, async () => {
    const [workerId] = uuidsOf([{ id: accident.workerId }]);
    if (!workerId) throw new ClaimUnknown();
    if (replaces) await requireOwn(tx, replaces, workerId, 'ACCIDENT');
    const day = todayIn(tx.city.timeZone, occurredAt);
    const { reportBy } = decideAccident(law, { day, ahead: occurredAt.getTime() > now }, today);
    const covered = await coverageOf(tx, workerId, sightOf(by));
    const where = covered.find((it) => it.month === monthOf(day)) ?? covered.at(-1);
    const row: ClaimRow = {
      ...NO_MORE,
      id: randomUUID(),
      kind: 'ACCIDENT',
      workerId,
      programme: 'JKK',
      occurredOn: day,
      occurredAt: occurredAt.toISOString(),
      amount: rupiah(0),
      lines: [],
      reportBy,
      payBy: null,
      filedOn: today,
      replaces,
      state: 'FILED',
    };
    const kecamatan = (by.roles.includes('DISTRICT') ? by.area : null) ?? where?.kecamatan ?? null;
    await writeClaim(tx, row, { month: monthOf(day), by, kecamatan, act: 'fileAccident' });
    return { claim: row };
  });
}
