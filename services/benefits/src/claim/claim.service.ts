import { randomUUID } from 'node:crypto';
import { ClaimFiled, tell } from '@lindungi/events';
import type { Law, LocalDate } from '@lindungi/jamsostek';
import { uuidsOf } from '@lindungi/subgraph';
import { type InCity, once, recordDeed } from '@lindungi/tenancy';
import type { Actor } from '../context';
import { coverageOf } from '../coverage/coverage.service';
import { sightOf } from '../coverage/sight.rules';
import type { ClaimRow } from './claim.entity';
import { ClaimAlreadyFiled, ClaimMonthNotProtected, ClaimUnknown } from './claim.errors';
import { type ClaimKind, type ClaimRequest, decideClaim } from './claim.rules';

/** A claim as asked for, by whom and on which day. */
export interface Filing {
  claim: ClaimRequest & { workerId: string; replaces: string | null };
  idempotencyKey: string;
  by: Actor;
  today: LocalDate;
}

/** Decides by law and coverage, writes it down, tells. The same key again answers the same claim. */
export function fileClaim(tx: InCity, law: Law, filing: Filing): Promise<{ claim: ClaimRow }> {
  const { claim, idempotencyKey, by, today } = filing;
  const request = { subject: by.subject, mutation: 'fileClaim', key: idempotencyKey, input: claim };
  return once(tx, request, async () => {
    if (claim.replaces) await requireOwn(tx, claim.replaces, claim.workerId, 'DEATH');
    const covered = await coverageOf(tx, claim.workerId, sightOf(by));
    const decided = decideClaim(
      law,
      covered.map((it) => it.month),
      claim,
      today,
    );
    const { month, ...given } = decided;
    const kecamatan = covered.find((it) => it.month === month)?.kecamatan;
    if (!kecamatan) throw new ClaimMonthNotProtected(month);
    const row: ClaimRow = {
      ...NO_MORE,
      id: randomUUID(),
      kind: 'DEATH',
      ...claim,
      ...given,
      filedOn: today,
      state: 'FILED',
    };
    await writeClaim(tx, row, { month, by, kecamatan, act: 'fileClaim' });
    return { claim: row };
  });
}

/** What only other kinds of claims have. */
export const NO_MORE = { occurredAt: null, ofClaim: null, child: null, schoolYear: null };

/**
 * Writes a claim of any kind, its deed, and tells it.
 *
 * @throws ClaimAlreadyFiled also when another filed it in the same moment
 */
export async function writeClaim(
  tx: InCity,
  row: ClaimRow,
  more: { month: string; by: Actor; kecamatan: string | null; act: string; level?: string },
): Promise<void> {
  const { id, kind, programme } = row;
  const written = await tx.query(
    `insert into claim (city_id, id, worker_id, programme, occurred_on, month, amount, lines, report_by, pay_by,
                        filed_on, filed_by, kecamatan, replaces, kind, occurred_at, of_claim, child, school_year, level)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
     on conflict do nothing
     returning id`,
    [
      ...[tx.city.code, id, row.workerId, programme, row.occurredOn, more.month, row.amount],
      ...[JSON.stringify(row.lines), row.reportBy, row.payBy, row.filedOn, more.by.subject, more.kecamatan],
      ...[row.replaces, kind, row.occurredAt, row.ofClaim, row.child, row.schoolYear, more.level ?? null],
    ],
  );
  if (written.length === 0) throw new ClaimAlreadyFiled();
  recordDeed(tx, {
    by: more.by,
    act: more.act,
    kind: 'Claim',
    object: id,
    after: { kind, programme, replaces: row.replaces },
  });
  tell(tx, ClaimFiled, { claimId: id, workerId: row.workerId, programme });
}

/** @throws ClaimUnknown for a claim of somebody else, or none; the same to whoever asks */
export async function requireOwn(
  tx: InCity,
  claimId: string,
  workerId: string,
  kind: ClaimKind,
): Promise<void> {
  const [own] = await tx.query(
    `select 1 from claim where city_id = $1 and id = any($2::uuid[]) and worker_id = any($3::uuid[]) and kind = $4`,
    [tx.city.code, uuidsOf([{ id: claimId }]), uuidsOf([{ id: workerId }]), kind],
  );
  if (!own) throw new ClaimUnknown();
}
