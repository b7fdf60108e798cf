import { type Columns, selectList, uuidsOf } from '@lindungi/subgraph';
import type { BenefitsContext } from '../context';
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
};

type Asking = Pick<BenefitsContext, 'city' | 'read' | 'principal'>;

/** Claims by id, in one statement; to whom may not see claims they are as absent as those that never were. */
export async function claimsByIds(
  refs: readonly object[],
  ctx: Asking,
  names: readonly string[],
): Promise<ClaimRow[]> {
  const ids = maySeeClaims(ctx) ? uuidsOf(refs) : [];
  return ctx.read(
    `select ${selectList(columns, names)} from claim where city_id = $1 and id = any($2::uuid[])`,
    [ctx.city.code, ids],
  );
}

/** The city's claims, the latest filed first. */
export function claimsOfCity(
  ctx: Asking,
  { after, limit }: { after: readonly (string | number)[] | undefined; limit: number },
  names: readonly string[],
): Promise<ClaimRow[]> {
  const from = after ? 'and (filed_on, id) < ($3::date, $4::uuid)' : '';
  return ctx.read(
    `select ${selectList(columns, names, ['id', 'filedOn'])} from claim
      where city_id = $1 ${from} order by filed_on desc, id desc limit $2`,
    [ctx.city.code, limit, ...(after ?? [])],
  );
}

function maySeeClaims({ principal }: Asking): boolean {
  return CLAIM_ROLES.some((role) => principal.roles.includes(role));
}
