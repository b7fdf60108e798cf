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
import type { ReversalWhat } from './decision.rules';
import { decideReversal, endDecision } from './decision.service';
import {
  ParkedReversal,
  ParkedReversalConnection,
  ReversalDecision,
  ReversalWhatEnum,
} from './reversal.entity';
import { readDecision, readParkedReversals } from './reversal.loaders';

@InputType({ description: 'What shall become of a parked reversal.' })
export class DecideReversalInput {
  @Field(() => ID, { description: 'Of the parked reversal.' })
  paymentId!: string;

  @Field(() => ReversalWhatEnum, { description: 'To wait, or to bear the loss.' })
  decision!: ReversalWhat;

  @Field(() => String, { description: 'Why; 1 to 500 characters.' })
  reason!: string;

  @Field(() => String, { description: 'The same key with the same input is done once.' })
  idempotencyKey!: string;
}

@InputType({ description: "A second person's word on a proposed loss." })
export class EndReversalDecisionInput {
  @Field(() => ID, { description: 'Of the proposal.' })
  decisionId!: string;

  @Field(() => Boolean, { description: 'false refuses the proposal; its proposer may take it back so.' })
  approve!: boolean;

  @Field(() => String, { description: 'The same key with the same input is done once.' })
  idempotencyKey!: string;
}

@ObjectType({ description: 'The decision as it stands now, or why it was refused.' })
export class ReversalDecisionPayload {
  @Field(() => ReversalDecision, { nullable: true, description: 'null when it was refused.' })
  decision?: ReversalDecision | null;

  @Field(() => [Refusal], { description: 'Empty when it was not.' })
  errors!: Refusal[];
}

@Resolver(() => ReversalDecision)
export class ReversalResolver {
  @Authorized('TREASURER', 'ADMIN')
  @Query(() => ParkedReversalConnection, {
    description:
      'Payments taken back after BPJS had some of their money, latest first: each waits for a person.',
  })
  async parkedReversals(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<ParkedReversal>> {
    const after = afterKey(page.after, 'instant', 'uuid');
    const asked = columnsOf(info, 'edges', 'node');
    const rows = await readParkedReversals(ctx, asked, { after, limit: pageLimit(page.first) });
    return pageOf(rows, page.first, (row) => [row.heardAt, row.id]);
  }

  @Authorized('TREASURER', 'ADMIN')
  @Mutation(() => ReversalDecisionPayload, {
    description:
      'Waits for BPJS, at once, or proposes to book what is missing as a loss. Refuses with REVERSAL_UNKNOWN, ' +
      'DECISION_PENDING, REASON_REFUSED, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_MALFORMED.',
  })
  decideReversal(
    @Arg('input', () => DecideReversalInput) input: DecideReversalInput,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ReversalDecisionPayload> {
    return asMutation<ReversalDecisionPayload, string>(
      ctx,
      { mutation: 'decideReversal', input },
      (tx, by) => decideReversal(tx, input, by),
      async (id) => ({ decision: await readDecision(id, ctx, columnsOf(info, 'decision')) }),
    );
  }

  @Authorized('TREASURER', 'ADMIN')
  @Mutation(() => ReversalDecisionPayload, {
    description:
      'Approves a proposed loss, which moves the money, or refuses it. Refuses with DECISION_UNKNOWN, ' +
      'DECISION_TAKEN, OWN_DECISION, REVERSAL_CHANGED, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_MALFORMED.',
  })
  endReversalDecision(
    @Arg('input', () => EndReversalDecisionInput) input: EndReversalDecisionInput,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ReversalDecisionPayload> {
    return asMutation<ReversalDecisionPayload, string>(
      ctx,
      { mutation: 'endReversalDecision', input },
      (tx, by) => endDecision(tx, input, by),
      async (id) => ({ decision: await readDecision(id, ctx, columnsOf(info, 'decision')) }),
    );
  }

  @FieldResolver(() => Boolean)
  mine(@Root() { proposedBy }: ReversalDecision, @Ctx() { principal }: Context): boolean {
    return proposedBy === principal.subject;
  }
}
