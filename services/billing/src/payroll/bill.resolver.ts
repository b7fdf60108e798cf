import type { Law, Month } from '@lindungi/jamsostek';
import {
  afterKey,
  asMutation,
  type Context,
  columnsOf,
  type Page,
  PageArgs,
  pageLimit,
  pageOf,
  Refusal,
  YearMonth,
} from '@lindungi/subgraph';
import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
  ArgsType,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Info,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Agency, Donor } from '../agency/agency.entity';
import { agencyId } from '../agency/agency.rules';
import { askingIn, ownAgency } from '../agency/agency.service';
import { Worker } from '../remittance/remittance.entity';
import { AgencyBill, AgencyBillLine, AgencyBillLineConnection, DeductionStateEnum } from './bill.entity';
import { readBill, readBillLines } from './bill.loaders';
import { type DeductionState, timesOf } from './bill.rules';
import { issueBill } from './bill.service';

@InputType()
export class IssueAgencyBillInput {
  @Field(() => ID, { description: "The treasurer's own agency." })
  agency!: string;

  @Field(() => YearMonth, { description: 'The month whose pay is deducted from: this month or the next.' })
  month!: Month;

  @Field(() => YearMonth, {
    nullable: true,
    description: 'The last month to pay for, at most a year; left out, the month itself.',
  })
  through?: Month | null;

  @Field(() => String)
  idempotencyKey!: string;
}

@ObjectType()
export class IssueAgencyBillPayload {
  @Field(() => AgencyBill, { nullable: true })
  bill?: AgencyBill | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@ArgsType()
class BillLinesArgs extends PageArgs {
  @Field(() => DeductionStateEnum, { nullable: true })
  state?: DeductionState | null;
}

@Resolver(() => AgencyBill)
export class AgencyBillResolver {
  @Authorized('TREASURER', 'ADMIN')
  @Query(() => AgencyBill, {
    nullable: true,
    description: "A bill of the treasurer's own agency; for the administrator any of the city.",
  })
  agencyBill(
    @Arg('id', () => ID) id: string,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AgencyBill | null> {
    return readBill(id, ctx, columnsOf(info));
  }

  @Authorized('TREASURER', 'ADMIN')
  @Mutation(() => IssueAgencyBillPayload, {
    description:
      'Bills an agency for one month of pay: the open months of donors who work there and have a mandate. The month of an ' +
      'agency is billed once; asked again, the answer is the same bill. Refuses with AGENCY_UNKNOWN, BILL_MONTH_REFUSED, ' +
      'BILL_ISSUED_OTHERWISE, NOTHING_TO_BILL, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_MALFORMED.',
  })
  issueAgencyBill(
    @Arg('input', () => IssueAgencyBillInput) input: IssueAgencyBillInput,
    @Ctx() ctx: Context<{ law: Law }>,
    @Info() info: GraphQLResolveInfo,
  ): Promise<IssueAgencyBillPayload> {
    return asMutation<IssueAgencyBillPayload, string>(
      ctx,
      { mutation: 'issueAgencyBill', input },
      async (tx, by) => {
        const agency = await ownAgency(askingIn(tx, ctx.principal), input.agency);
        const times = timesOf(ctx.own.law, input.month, input.through ?? undefined, ctx.thisMonth);
        return issueBill(tx, agency, times, by);
      },
      async (id) => ({ bill: await readBill(id, ctx, columnsOf(info, 'bill')) }),
    );
  }

  @FieldResolver(() => Agency)
  agency(@Root() { agencyCode }: AgencyBill, @Ctx() { city }: Context): Agency {
    return { id: agencyId(city, agencyCode) };
  }

  @FieldResolver(() => AgencyBillLineConnection, {
    description: 'By mandate, then by month; with `state` only those, the FAILED ones for instance.',
  })
  async lines(
    @Root() bill: AgencyBill,
    @Args(() => BillLinesArgs) { first, after, state }: BillLinesArgs,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<AgencyBillLine>> {
    const page = { after: afterKey(after, 'text', 'month', 'uuid'), limit: pageLimit(first) };
    const asked = columnsOf(info, 'edges', 'node');
    const rows = await readBillLines(bill.id, ctx, asked, { ...page, state });
    return pageOf(rows, first, (row) => [row.mandateNumber, row.month, row.invoiceId]);
  }
}

@Resolver(() => AgencyBillLine)
export class AgencyBillLineResolver {
  @FieldResolver(() => Donor, { nullable: true })
  donor(@Root() { donorId }: AgencyBillLine): Donor {
    return { id: donorId };
  }

  @FieldResolver(() => Worker, { nullable: true })
  worker(@Root() { workerId }: AgencyBillLine): Worker {
    return { id: workerId };
  }
}
