import type { Month } from '@lindungi/jamsostek';
import {
  afterKey,
  type Context,
  columnsOf,
  type Page,
  PageArgs,
  pageLimit,
  pageOf,
  YearMonth,
} from '@lindungi/subgraph';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { Agency, Donor } from '../agency/agency.entity';
import { agencyId } from '../agency/agency.rules';
import { ownAgency } from '../agency/agency.service';
import { AgencyBill } from './bill.entity';
import { readBillOf } from './bill.loaders';
import { DeductionChange, DeductionChangeConnection, TreasurerMonth } from './month.entity';
import { readChanges, readMonth } from './month.loaders';

@Resolver(() => TreasurerMonth)
export class TreasurerMonthResolver {
  @Authorized('TREASURER', 'ADMIN')
  @Query(() => TreasurerMonth, {
    description: "A month of the treasurer's own agency. Refuses with AGENCY_UNKNOWN.",
  })
  async treasurerMonth(
    @Arg('agency', () => ID) agency: string,
    @Arg('month', () => YearMonth) month: Month,
    @Ctx() ctx: Context,
  ): Promise<TreasurerMonth> {
    const agencyCode = await ownAgency(ctx, agency);
    return { agencyCode, month, ...(await readMonth(agencyCode, month, ctx)) };
  }

  @FieldResolver(() => Agency)
  agency(@Root() { agencyCode }: TreasurerMonth, @Ctx() { city }: Context): Agency {
    return { id: agencyId(city, agencyCode) };
  }

  @FieldResolver(() => AgencyBill, { nullable: true })
  bill(
    @Root() { agencyCode, month }: TreasurerMonth,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AgencyBill | null> {
    return readBillOf(agencyCode, month, ctx, columnsOf(info));
  }

  @FieldResolver(() => DeductionChangeConnection, {
    description: 'Who is new, gone or changed; who is the same is not in it.',
  })
  async changes(
    @Root() { agencyCode, month }: TreasurerMonth,
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() ctx: Context,
  ): Promise<Page<DeductionChange>> {
    const page = { after: afterKey(after, 'uuid'), limit: pageLimit(first) };
    const rows = await readChanges(agencyCode, month, ctx, page);
    return pageOf(rows, first, (row) => [row.donorId]);
  }
}

@Resolver(() => DeductionChange)
export class DeductionChangeResolver {
  @FieldResolver(() => Donor, { nullable: true })
  donor(@Root() { donorId }: DeductionChange): Donor {
    return { id: donorId };
  }
}
