import { type Columns, selectList, uuidsOf } from '@lindungi/subgraph';
import type { BenefitsContext } from '../context';
import { type Sight, sightOf } from '../coverage/sight.rules';
import type { ClaimRow } from './claim.entity';
import { CLAIM_ROLES } from './claim.rules';

const columns: Columns = {
  id: 'id',
  workerId: 'worker_id',
  programme: 'programme',
  occurredOn: 'occurred_on',
  amount: 'amount',
  lines: 'lines',
  reportBy: 'report_by',
  payBy: 'pay_by',
  filedOn: 'filed_on',
  worker: ['workerId'],
  replaces: 'replaces',
  state: `case when exists (select from claim later where later.city_id = claim.city_id and later.replaces = claim.id)
    then 'REPLACED' else 'FILED' end`,
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

/** A donor sees coverage of their own pledges, but no claim. */
function sightOfClaims({ principal }: Asking): Sight {
  const may = CLAIM_ROLES.some((role) => principal.roles.includes(role));
  return may ? sightOf(principal) : { all: false, kecamatan: null, donorId: null };
}
