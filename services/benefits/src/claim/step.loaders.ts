import { type Context, groupFor } from '@lindungi/subgraph';
import type { InCity } from '@lindungi/tenancy';
import type { Own } from '../context';
import type { Claim } from './claim.entity';
import type { ClaimClock, ClaimStep } from './step.entity';
import { clockOf, type Step } from './step.rules';

const STEPS = `select claim_id as "claimId", number, state, on_day as "on", outcome, amount, reason, told_by as "toldBy"
   from claim_step where city_id = $1 and claim_id = any($2::uuid[]) order by claim_id, number`;

type Row = Step & { claimId: string };

/** The steps of claims that were read as far as the caller sees claims. */
export async function stepsOfClaims(
  claims: readonly Pick<Claim, 'id'>[],
  { city, read }: Pick<Context, 'city' | 'read'>,
): Promise<ClaimStep[][]> {
  const ids = claims.map(({ id }) => id);
  return groupFor(ids, await read<Row>(STEPS, [city.code, ids]), (row) => row.claimId);
}

/** Their clocks today. */
export async function clocksOfClaims(
  claims: readonly Claim[],
  ctx: Pick<Context<Own>, 'city' | 'read' | 'own' | 'today'>,
): Promise<ClaimClock[]> {
  const ids = claims.map(({ id }) => id);
  const rows = await ctx.read<Row>(STEPS, [ctx.city.code, ids]);
  const byClaim = groupFor(ids, rows, (row) => row.claimId);
  return claims.map((claim, at) => {
    const jkk = claim.programme === 'JKK' && claim.kind !== 'SCHOLARSHIP';
    return clockOf(ctx.own.law, { ...claim, jkk }, byClaim[at] ?? [], ctx.today);
  });
}

/** The steps of one claim, inside a use case. */
export const stepsOf = (tx: InCity, claimId: string): Promise<Step[]> =>
  tx.query(STEPS, [tx.city.code, [claimId]]);
