import type { Month } from '@lindungi/jamsostek';
import { type Columns, selectList, uuidsOf } from '@lindungi/subgraph';
import type { InCity } from '@lindungi/tenancy';
import type { Actor, BenefitsContext } from '../context';
import { type Looker, type Sight, sightOf } from '../coverage/sight.rules';
import type { ClaimRow } from './claim.entity';
import { ClaimNotFound } from './claim.errors';
import { CLAIM_ROLES } from './claim.rules';

const columns: Columns = {
  id: 'id',
  workerId: 'worker_id',
  kind: 'kind',
  programme: 'programme',
  month: 'month',
  occurredOn: 'occurred_on',
  amount: 'amount',
  lines: 'lines',
  reportBy: 'report_by',
  payBy: 'pay_by',
  filedOn: 'filed_on',
  worker: ['workerId'],
  replaces: 'replaces',
  occurredAt: 'occurred_at',
  ofClaim: 'of_claim',
  child: 'child',
  schoolYear: 'school_year',
  state: `case when exists (select from claim later where later.city_id = claim.city_id and later.replaces = claim.id)
    then 'REPLACED' else coalesce((select step.state from claim_step step where step.city_id = claim.city_id
      and step.claim_id = claim.id order by step.number desc limit 1), 'FILED') end`,
  steps: ['id'],
  clock: ['id', 'kind', 'programme', 'amount', 'payBy', 'occurredAt', 'occurredOn'],
  reasons: ['id'],
  papers: ['id', 'kind', 'programme'],
  heirs: ['id'],
};

type Asking = Pick<BenefitsContext, 'city' | 'read' | 'principal'>;

/** Claims by id, in one statement; to whom may not see claims they are as absent as those that never were. */
export async function claimsByIds(
  refs: readonly object[],
  ctx: Asking,
  names: readonly string[],
): Promise<ClaimRow[]> {
  const { all, kecamatan } = sightOfClaims(ctx);
  return ctx.read(
    `select ${selectList(columns, names)} from claim
      where city_id = $1 and id = any($2::uuid[]) and ($3::boolean or kecamatan = $4)`,
    [ctx.city.code, uuidsOf(refs), all, kecamatan],
  );
}

/** The claims of the city, or of a district officer's kecamatan, the latest filed first. */
export function claimsOfCity(
  ctx: Asking,
  { after, limit }: { after: readonly (string | number)[] | undefined; limit: number },
  names: readonly string[],
): Promise<ClaimRow[]> {
  const { all, kecamatan } = sightOfClaims(ctx);
  const from = after ? 'and (filed_on, id) < ($5::date, $6::uuid)' : '';
  return ctx.read(
    `select ${selectList(columns, names, ['id', 'filedOn'])} from claim
      where city_id = $1 and ($3::boolean or kecamatan = $4) ${from} order by filed_on desc, id desc limit $2`,
    [ctx.city.code, limit, all, kecamatan, ...(after ?? [])],
  );
}

/**
 * A claim inside a use case, as far as the actor sees claims, with its state now.
 *
 * @throws ClaimNotFound the same for one that is elsewhere and one that never was
 */
export async function claimSeen(
  tx: InCity,
  by: Actor,
  claimId: string,
): Promise<ClaimRow & { month: Month }> {
  const { all, kecamatan } = sightOfClaims({ principal: by });
  const [claim] = await tx.query<ClaimRow & { month: Month }>(
    `select ${selectList(columns, Object.keys(columns))} from claim
      where city_id = $1 and id = any($2::uuid[]) and ($3::boolean or kecamatan = $4)`,
    [tx.city.code, uuidsOf([{ id: claimId }]), all, kecamatan],
  );
  if (!claim) throw new ClaimNotFound();
  return claim;
}

/** A donor sees coverage of their own pledges, but no claim. */
export function sightOfClaims({ principal }: { principal: Looker }): Sight {
  const may = CLAIM_ROLES.some((role) => principal.roles.includes(role));
  return may ? sightOf(principal) : { all: false, kecamatan: null, donorId: null };
}
