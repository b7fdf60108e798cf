import { afterKey, columnsOf, type Page, PageArgs, pageLimit, pageOf } from '@lindungi/subgraph';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, Authorized, Ctx, Info, Query, Resolver } from 'type-graphql';
import type { BenefitsContext } from '../context';
import { claimsByIds } from './claim.loaders';
import { CLAIM_ROLES } from './claim.rules';
import { type OverdueClaim, OverdueClaimConnection } from './overdue.entity';
import { overdueClaims } from './overdue.loaders';

@Resolver()
export class OverdueResolver {
  @Authorized(...CLAIM_ROLES)
  @Query(() => OverdueClaimConnection, {
    description:
      'Claims whose clock ends today or has ended, the latest first; of the kecamatan for DISTRICT. What nobody told is not known: a claim BPJS has paid stays here until somebody says so.',
  })
  async overdueClaims(
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() ctx: BenefitsContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<OverdueClaim>> {
    const page = { after: afterKey(after, 'date', 'uuid'), limit: pageLimit(first) };
    const rows = await overdueClaims(ctx, page);
    const claims = await claimsByIds(rows, ctx, columnsOf(info, 'edges', 'node', 'claim'));
    const byId = new Map(claims.map((claim) => [claim.id, claim]));
    const found = rows.map(({ id, ...clock }) => ({ ...clock, claim: byId.get(id)! }));
    return pageOf(found, first, (row) => [row.dueOn, row.claim.id]);
  }
}
