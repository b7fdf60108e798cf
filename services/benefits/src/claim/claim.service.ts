import { randomUUID } from 'node:crypto';
import { ClaimFiled, tell } from '@lindungi/events';
import type { Law, LocalDate } from '@lindungi/jamsostek';
import { type InCity, once } from '@lindungi/tenancy';
import { coverageOf } from '../coverage/coverage.service';
import type { ClaimRow } from './claim.entity';
import { ClaimAlreadyFiled } from './claim.errors';
import { type ClaimRequest, decideClaim } from './claim.rules';

/** A claim as asked for, by whom and on which day. */
export interface Filing {
  claim: ClaimRequest & { workerId: string };
  idempotencyKey: string;
  by: string;
  today: LocalDate;
}

/** Decides by law and coverage, writes it down, tells. The same key again answers the same claim. */
export function fileClaim(tx: InCity, law: Law, filing: Filing): Promise<{ claim: ClaimRow }> {
  const { claim, idempotencyKey, by, today } = filing;
  const request = { subject: by, mutation: 'fileClaim', key: idempotencyKey, input: claim };
  return once(tx, request, async () => {
    const covered = await coverageOf(tx, claim.workerId);
    const decided = decideClaim(
      law,
      covered.map((it) => it.month),
      claim,
      today,
    );
    const { month, ...given } = decided;
    const row: ClaimRow = { id: randomUUID(), ...claim, ...given, filedOn: today };
    await writeClaim(tx, row, { month, by });

    tell(tx, ClaimFiled, { claimId: row.id, workerId: row.workerId, programme: row.programme });
    return { claim: row };
  });
}

/** @throws ClaimAlreadyFiled also when another filed it in the same moment */
async function writeClaim(tx: InCity, row: ClaimRow, more: { month: string; by: string }): Promise<void> {
  const written = await tx.query(
    `insert into claim (city_id, id, worker_id, programme, occurred_on, month, amount, lines,
                        report_by, pay_by, filed_on, filed_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (city_id, worker_id, programme, occurred_on) do nothing
     returning id`,
    [
      tx.city.code,
      row.id,
      row.workerId,
      row.programme,
      row.occurredOn,
      more.month,
      row.amount,
      JSON.stringify(row.lines),
      row.reportBy,
      row.payBy,
      row.filedOn,
      more.by,
    ],
  );
  if (written.length === 0) throw new ClaimAlreadyFiled(row.programme, row.occurredOn);
}
