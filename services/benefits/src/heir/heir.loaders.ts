import { type Context, oneFor, uuidsOf } from '@lindungi/subgraph';
import type { Claim } from '../claim/claim.entity';
import type { Worker } from '../coverage/coverage.entity';
import type { ClaimHeirs, ClaimOutcome } from './heir.entity';
import { entitled, HEIRS_SOURCE, type HeirRelation } from './heir.rules';

/** The heirs of claims that were read as far as the caller sees claims: those written down last. */
export async function heirsOfClaims(
  claims: readonly Pick<Claim, 'id'>[],
  { city, read, language }: Pick<Context, 'city' | 'read' | 'language'>,
): Promise<(ClaimHeirs | null)[]> {
  const ids = claims.map(({ id }) => id);
  const rows = await read<{ claimId: string; relations: HeirRelation[]; mayTellDonor: boolean }>(
    `select distinct on (claim_id) claim_id as "claimId", relations, may_tell_donor as "mayTellDonor"
       from claim_heirs where city_id = $1 and claim_id = any($2::uuid[]) order by claim_id, number desc`,
    [city.code, ids],
  );
  const found = oneFor(ids, rows, (row) => row.claimId);
  return found.map((row) => {
    if (!row) return null;
    const { rank, relations, words } = entitled(row.relations);
    return {
      relations: row.relations,
      rank,
      entitled: relations,
      why: words[language],
      source: HEIRS_SOURCE,
      mayTellDonor: row.mayTellDonor,
    };
  });
}

/**
 * What came of a death's claim, for the donor whose pledge protected its month, and only while the heirs allow it. To
 * anybody else, of any other worker, and before BPJS has decided there is nothing: the same nothing.
 */
export async function outcomesOfWorkers(
  workers: readonly Pick<Worker, 'id'>[],
  { city, read, principal }: Pick<Context, 'city' | 'read' | 'principal'>,
): Promise<(ClaimOutcome | null)[]> {
  const donor = principal.roles.includes('DONOR') ? principal.subject : null;
  const found = await read<ClaimOutcome & { workerId: string }>(
    `select distinct on (claim.worker_id) claim.worker_id as "workerId", step.state, step.on_day as "on"
       from claim
       join covered_month on covered_month.city_id = $1 and covered_month.worker_id = claim.worker_id
        and covered_month.month = claim.month and covered_month.donor_id = $3::uuid
       cross join lateral (select state, on_day from claim_step where city_id = $1 and claim_id = claim.id
                            order by number desc limit 1) as step
       cross join lateral (select may_tell_donor from claim_heirs where city_id = $1 and claim_id = claim.id
                            order by number desc limit 1) as heirs
      where claim.city_id = $1 and claim.worker_id = any($2::uuid[]) and claim.kind = 'DEATH'
        and heirs.may_tell_donor and step.state in ('APPROVED', 'REJECTED', 'PAID')
        and not exists (select from claim later where later.city_id = $1 and later.replaces = claim.id)`,
    [city.code, uuidsOf(workers), donor],
  );
  return oneFor(
    workers.map(({ id }) => id.toLowerCase()),
    found,
    (row) => row.workerId,
  );
}
