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
} from '@lindungi/subgraph';
import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
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
import { Agency } from '../agency/agency.entity';
import { agenciesOf, agencyId } from '../agency/agency.rules';
import { askingIn, treasurerOf } from '../agency/agency.service';
import { AgencyAdvance, AgencyAdvanceConnection } from './advance.entity';
import { decideAdvance, proposeAdvance } from './advance.service';
import { AwaitedTransfer, AwaitedTransferConnection } from './transfer.entity';
import { readAdvance, readAdvances, readAwaited } from './transfer.loaders';

@InputType({ description: 'Which bill the city advances, and why.' })
export class ProposeAgencyAdvanceInput {
  @Field(() => ID, { description: "An agency's bill, of which a month waits for its transfer." })
  billId!: string;

  @Field(() => String, { description: '1 to 500 characters, for the auditor; names no person.' })
  reason!: string;

  @Field(() => String, { description: 'The same key with the same input is answered the same.' })
  idempotencyKey!: string;
}

@InputType({ description: 'A second person’s word on an advance.' })
export class DecideAgencyAdvanceInput {
  @Field(() => ID, { description: 'What another person has proposed.' })
  advanceId!: string;

  @Field(() => Boolean, { description: 'True lets its months go to BPJS, false ends it.' })
  approve!: boolean;

  @Field(() => String, { description: 'The same key with the same input is answered the same.' })
  idempotencyKey!: string;
}

@ObjectType({ description: 'The advance, or why it was refused.' })
export class AgencyAdvancePayload {
  @Field(() => AgencyAdvance, { nullable: true, description: 'Null when it was refused.' })
  advance?: AgencyAdvance | null;

  @Field(() => [Refusal], { description: 'Empty when it was done.' })
  errors!: Refusal[];
}

@Resolver(() => AwaitedTransfer)
export class TransferResolver {
  @Authorized('TREASURER', 'ADMIN', 'AUDITOR')
  @Query(() => AwaitedTransferConnection, {
    description:
      'What agencies have deducted from pay and not transferred, bill by bill, the longest waiting first: its months are in no list for BPJS.',
  })
  async awaitedTransfers(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
  ): Promise<Page<AwaitedTransfer>> {
    const after = afterKey(page.after, 'instant', 'uuid');
    const rows = await readAwaited(ctx, { after, limit: pageLimit(page.first) });
    return pageOf(rows, page.first, (row) => [row.since, row.billId]);
  }

  @Authorized('TREASURER', 'ADMIN', 'AUDITOR')
  @Query(() => AgencyAdvanceConnection, {
    description:
      'What the city paid BPJS before its agency had transferred it, or was asked to, latest first.',
  })
  async agencyAdvances(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<AgencyAdvance>> {
    const after = afterKey(page.after, 'instant', 'uuid');
    const asked = columnsOf(info, 'edges', 'node');
    const rows = await readAdvances(ctx, asked, { after, limit: pageLimit(page.first) });
    return pageOf(rows, page.first, (row) => [row.proposedAt, row.id]);
  }

  @Authorized('TREASURER', 'ADMIN')
  @Mutation(() => AgencyAdvancePayload, {
    description:
      "Asks that a bill's months go to BPJS before its agency's transfer is seen: the treasurer of the agency, or the " +
      'administrator; another person must agree. Refuses with NOTHING_AWAITED, ADVANCE_ALREADY_PROPOSED, REASON_REFUSED, ' +
      'IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_MALFORMED.',
  })
  proposeAgencyAdvance(
    @Arg('input', () => ProposeAgencyAdvanceInput) input: ProposeAgencyAdvanceInput,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AgencyAdvancePayload> {
    return asMutation<AgencyAdvancePayload, string>(
      ctx,
      { mutation: 'proposeAgencyAdvance', input },
      async (tx, by) => {
        const who = await treasurerOf(askingIn(tx, ctx.principal));
        return proposeAdvance(tx, input, agenciesOf(who), by);
      },
      async (id) => ({ advance: await readAdvance(id, ctx, columnsOf(info, 'advance')) }),
    );
  }

  @Authorized('ADMIN')
  @Mutation(() => AgencyAdvancePayload, {
    description:
      'Lets the awaited months of a bill go to BPJS at the cost of the city, or ends what another person has proposed. Refuses ' +
      'with ADVANCE_UNKNOWN, ADVANCE_IS_YOUR_OWN, ADVANCE_ALREADY_DECIDED, NOTHING_AWAITED, IDEMPOTENCY_KEY_REUSED, ' +
      'IDEMPOTENCY_KEY_MALFORMED.',
  })
  decideAgencyAdvance(
    @Arg('input', () => DecideAgencyAdvanceInput) input: DecideAgencyAdvanceInput,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AgencyAdvancePayload> {
    return asMutation<AgencyAdvancePayload, string>(
      ctx,
      { mutation: 'decideAgencyAdvance', input },
      (tx, by) => decideAdvance(tx, input, by),
      async (id) => ({ advance: await readAdvance(id, ctx, columnsOf(info, 'advance')) }),
    );
  }

  @FieldResolver(() => Agency)
  agency(@Root() { agencyCode }: AwaitedTransfer, @Ctx() { city }: Context): Agency {
    return { id: agencyId(city, agencyCode) };
  }
}
