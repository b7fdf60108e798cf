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
  ID,
  Info,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import { Correction, CorrectionConnection } from './correction.entity';
import { readCorrection, readCorrections } from './correction.loaders';
import { decideCorrection, proposeCorrection } from './correction.service';

@InputType({ description: 'Which transaction is to be reversed, and why.' })
export class ProposeCorrectionInput {
  @Field(() => ID, { description: 'A payment in the ledger.' })
  transactionId!: string;

  @Field(() => String, { description: '10 to 300 letters, for the auditor; names no person.' })
  reason!: string;

  @Field(() => String, { description: 'The same key with the same input is answered the same.' })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was proposed, or why it was not.' })
export class ProposeCorrectionPayload {
  @Field(() => Correction, { nullable: true, description: 'Null when it was refused.' })
  correction?: Correction | null;

  @Field(() => [Refusal], { description: 'Empty when it was done.' })
  errors!: Refusal[];
}

@InputType({ description: 'A second person’s word on a correction.' })
export class DecideCorrectionInput {
  @Field(() => ID, { description: 'What another person has proposed.' })
  correctionId!: string;

  @Field(() => Boolean, { description: 'True books it, false ends it.' })
  approve!: boolean;

  @Field(() => String, { description: 'The same key with the same input is answered the same.' })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was decided, or why it was not.' })
export class DecideCorrectionPayload {
  @Field(() => Correction, { nullable: true, description: 'Null when it was refused.' })
  correction?: Correction | null;

  @Field(() => [Refusal], { description: 'Empty when it was done.' })
  errors!: Refusal[];
}

@Resolver()
export class CorrectionResolver {
  @Authorized('ADMIN', 'TREASURER', 'MAYOR')
  @Query(() => CorrectionConnection, { description: 'Corrections of the ledger, latest first.' })
  async corrections(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<Correction>> {
    const after = afterKey(page.after, 'instant', 'uuid');
    const asked = columnsOf(info, 'edges', 'node');
    const rows = await readCorrections(ctx, asked, { after, limit: pageLimit(page.first) });
    return pageOf(rows, page.first, (row) => [row.proposedAt, row.id]);
  }

  @Authorized('ADMIN', 'TREASURER')
  @Mutation(() => ProposeCorrectionPayload, {
    description:
      'Asks for all that is left of a payment to go back in the books; another person must agree. Refuses with ' +
      'TRANSACTION_UNKNOWN, CORRECTION_NOT_POSSIBLE, CORRECTION_ALREADY_PROPOSED, CORRECTION_REASON_REFUSED, ' +
      'IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_MALFORMED.',
  })
  proposeCorrection(
    @Arg('input', () => ProposeCorrectionInput) input: ProposeCorrectionInput,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ProposeCorrectionPayload> {
    return asMutation<ProposeCorrectionPayload, string>(
      ctx,
      { mutation: 'proposeCorrection', input },
      (tx, by) => proposeCorrection(tx, input, by),
      async (id) => ({ correction: await readCorrection(id, ctx, columnsOf(info, 'correction')) }),
    );
  }

  @Authorized('ADMIN', 'TREASURER')
  @Mutation(() => DecideCorrectionPayload, {
    description:
      'Books, or ends, what another person has proposed. Refuses with CORRECTION_UNKNOWN, CORRECTION_IS_YOUR_OWN, ' +
      'CORRECTION_ALREADY_DECIDED, CORRECTION_NOT_POSSIBLE, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_MALFORMED.',
  })
  decideCorrection(
    @Arg('input', () => DecideCorrectionInput) input: DecideCorrectionInput,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<DecideCorrectionPayload> {
    return asMutation<DecideCorrectionPayload, string>(
      ctx,
      { mutation: 'decideCorrection', input },
      (tx, by) => decideCorrection(tx, input, by),
      async (id) => ({ correction: await readCorrection(id, ctx, columnsOf(info, 'correction')) }),
    );
  }
}
