import { randomUUID } from 'node:crypto';
import { ClaimFiled, tell } from '@lindungi/events';
import type { Law, LocalDate } from '@lindungi/jamsostek';
import { uuidsOf } from '@lindungi/subgraph';
import { type InCity, once } from '@lindungi/tenancy';
import { coverageOf } from '../coverage/coverage.service';
import type { Sight } from '../coverage/sight.rules';
import type { ClaimRow } from './claim.entity';
import { ClaimAlreadyFiled, ClaimMonthNotProtected, ClaimUnknown } from './claim.errors';
import { type ClaimRequest, decideClaim } from './claim.rules';

/** A claim as asked for, by whom and on which day. */
export interface Filing {
  claim: ClaimRequest & { workerId: string; replaces: string | null };
  idempotencyKey: string;
  by: string;
  /** Which workers' months they see: nobody files for a worker outside it. */
  sight: Sight;
  today: LocalDate;
}

/** Decides by law and coverage, writes it down, tells. The same key again answers the same claim. */
export function fileClaim(tx: InCity, law: Law, filing: Filing): Promise<{ claim: ClaimRow }> {
  const { claim, idempotencyKey, by, sight, today } = filing;
  const request = { subject: by, mutation: 'fileClaim', key: idempotencyKey, input: claim };
  return once(tx, request, async () => {
    if (claim.replaces) await requireOwn(tx, claim.replaces, claim.workerId);
    const covered = await coverageOf(tx, claim.workerId, sight);
    const decided = decideClaim(
      law,
      covered.map((it) => it.month),
      claim,
      today,
    );
    const { month, ...given } = decided;
    const kecamatan = covered.find((it) => it.month === month)?.kecamatan;
    if (!kecamatan) throw new ClaimMonthNotProtected(month);
    const row: ClaimRow = { id: randomUUID(), ...claim, ...given, filedOn: today, state: 'FILED' };
    await writeClaim(tx, row, { month, by, kecamatan });

    tell(tx, ClaimFiled, { claimId: row.id, workerId: row.workerId, programme: row.programme });
    return { claim: row };
  });
}

/** @throws ClaimAlreadyFiled also when another filed it in the same moment */
async function writeClaim(
  tx: InCity,
  row: ClaimRow,
  more: { month: string; by: string; kecamatan: string },
): Promise<void> {
  const written = await tx.query(
    `insert into claim (city_id, id, worker_id, programme, occurred_on, month, amount, lines,
                        report_by, pay_by, filed_on, filed_by, kecamatan, replaces)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     on conflict (city_id, worker_id, replaces) do nothing
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
      more.kecamatan,
      row.replaces,
    ],
  );
  if (written.length === 0) throw new ClaimAlreadyFiled();
}

/** @throws ClaimUnknown for a claim of somebody else, or none; the same to whoever asks */
async function requireOwn(tx: InCity, claimId: string, workerId: string): Promise<void> {
  const [own] = await tx.query(
    'select 1 from claim where city_id = $1 and id = any($2::uuid[]) and worker_id = any($3::uuid[])',
    [tx.city.code, uuidsOf([{ id: claimId }]), uuidsOf([{ id: workerId }])],
  );
  if (!own) throw new ClaimUnknown();
}
