import { randomUUID } from 'node:crypto';
import { type Law, type LocalDate, monthOf } from '@lindungi/jamsostek';
import { type InCity, once } from '@lindungi/tenancy';
import type { ClaimRow } from '../claim/claim.entity';
import { claimSeen } from '../claim/claim.loaders';
import { writeClaim } from '../claim/claim.service';
import { stepsOf } from '../claim/step.loaders';
import type { Actor } from '../context';
import { coverageOf } from '../coverage/coverage.service';
import { sightOf } from '../coverage/sight.rules';
import { decideScholarship, type SchoolYear } from './scholarship.rules';

/** A school year as it is asked for; the child's birth date decides, and is not kept. */
export interface Asking {
  claimId: string;
  year: SchoolYear;
  /** The level under the name people use. */
  level: string;
  idempotencyKey: string;
  by: Actor;
  today: LocalDate;
}

/**
 * Files one school year of one child, after a death or a total disability.
 *
 * @throws ClaimNotFound, ClaimAlreadyFiled, and what `decideScholarship` refuses
 */
export function fileScholarship(tx: InCity, law: Law, asking: Asking): Promise<{ claim: ClaimRow }> {
  const { claimId, year, level, idempotencyKey, by, today } = asking;
  // without the birth date: of a few thousand days its hash would be as good as itself
  const { birth: _, ...known } = year;
  const input = { claimId, ...known };
  return once(
    tx,
    { subject: by.subject, mutation: 'fileScholarship', key: idempotencyKey, input },
    async () => {
      const followed = await claimSeen(tx, by, claimId);
      const steps = await stepsOf(tx, followed.id);
      const covered = await coverageOf(tx, followed.workerId, sightOf(by));
      const given = decideScholarship(
        law,
        { ...followed, outcome: steps.find((it) => it.outcome)?.outcome ?? null },
        covered.map((it) => it.month),
        year,
        today,
      );
      const row: ClaimRow = {
        id: randomUUID(),
        kind: 'SCHOLARSHIP',
        workerId: followed.workerId,
        programme: followed.programme,
        occurredOn: followed.occurredOn,
        occurredAt: null,
        ...given,
        reportBy: null,
        payBy: null,
        filedOn: today,
        replaces: null,
        ofClaim: followed.id,
        child: year.child,
        schoolYear: year.schoolYear,
        state: 'FILED',
      };
      const kecamatan = await kecamatanOf(tx, followed.id);
      const month = monthOf(followed.occurredOn);
      await writeClaim(tx, row, { month, by, kecamatan, level, act: 'fileScholarship' });
      return { claim: row };
    },
  );
}

async function kecamatanOf(tx: InCity, claimId: string): Promise<string | null> {
  const [claim] = await tx.query<{ kecamatan: string | null }>(
    'select kecamatan from claim where city_id = $1 and id = $2',
    [tx.city.code, claimId],
  );
  return claim?.kecamatan ?? null;
}
