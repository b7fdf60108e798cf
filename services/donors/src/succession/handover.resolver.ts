import { parseNip } from '@lindungi/jamsostek';
import { asMutation, type Page, PageArgs, Refusal, refusing, signedIn } from '@lindungi/subgraph';
import { once, personId } from '@lindungi/tenancy';
import {
  Arg,
  Args,
  Authorized,
  Ctx,
  Field,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import { askedBy, type DonorsContext } from '../context';
import { Pledge, type PledgeRow } from '../pledge/pledge.entity';
import { answerHandover, askColleague } from './handover.service';
import { PledgeHandover, PledgeHandoverConnection } from './succession.entity';
import { handoverById, handoverPage } from './succession.loaders';
import { givePledgeToPool } from './succession.service';

@InputType()
export class TransferPledgeInput {
  @Field(() => ID)
  pledgeId!: string;

  @Field(() => String, { description: "The colleague's NIP. Whether the roster knows it is not told." })
  nip!: string;

  @Field(() => String)
  idempotencyKey!: string;
}

@InputType()
export class GivePledgeToPoolInput {
  @Field(() => ID)
  pledgeId!: string;

  @Field(() => String)
  idempotencyKey!: string;
}

@InputType()
export class AnswerHandoverInput {
  @Field(() => ID)
  handoverId!: string;

  @Field(() => Boolean, {
    description: 'True: the months become yours to pay. Nobody is charged without it.',
  })
  accept!: boolean;

  @Field(() => Int, {
    nullable: true,
    description: "One of the city's `pledgeLengths`, where `followsFrom` is given.",
  })
  months?: number | null;

  @Field(() => String)
  idempotencyKey!: string;
}

@ObjectType()
export class TransferPledgePayload {
  @Field(() => PledgeHandover, { nullable: true })
  handover?: PledgeHandover | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@ObjectType()
export class AnswerHandoverPayload extends TransferPledgePayload {}

@ObjectType()
export class GivePledgeToPoolPayload {
  @Field(() => Pledge, { nullable: true })
  pledge?: PledgeRow | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@Resolver()
export class HandoverResolver {
  @Authorized('DONOR', 'TREASURER', 'ADMIN')
  @Query(() => PledgeHandoverConnection, {
    description: 'Questions put to the caller, and those the caller has put, the latest first.',
  })
  pledgeHandovers(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: DonorsContext,
  ): Promise<Page<PledgeHandover>> {
    return handoverPage(ctx, page);
  }

  @Authorized('DONOR')
  @Mutation(() => TransferPledgePayload, {
    description:
      'Asks a colleague to go on with an own pledge. It stays yours until they say yes. Refuses with PLEDGE_UNKNOWN, ' +
      'NIP_MALFORMED, HANDOVER_TO_ONESELF, PLEDGE_NOT_RESERVED, IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED.',
  })
  transferPledge(
    @Arg('input', () => TransferPledgeInput) { nip, ...input }: TransferPledgeInput,
    @Ctx() ctx: DonorsContext,
  ): Promise<TransferPledgePayload> {
    return refusing<TransferPledgePayload>(ctx, async () => {
      const takerId = personId(ctx.own.personKey, ctx.city.code, `nip:${parseNip(nip).nip}`);
      const asked = { ...input, takerId };
      const question = { pledgeId: input.pledgeId, takerId, donorId: signedIn(ctx) };
      const id = await ctx.inCity((tx) =>
        once(tx, askedBy(ctx, 'transferPledge', asked), () =>
          askColleague(tx, question, ctx.principal, ctx.thisMonth),
        ),
      );
      return { handover: await handoverById(ctx, id) };
    });
  }

  @Authorized('DONOR')
  @Mutation(() => AnswerHandoverPayload, {
    description:
      'Answers a question to go on with a pledge. Refuses with HANDOVER_UNKNOWN, PLEDGE_LENGTH_REFUSED, PLEDGE_START_REFUSED, ' +
      'PLEDGE_NOT_RESERVED, IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED.',
  })
  answerHandover(
    @Arg('input', () => AnswerHandoverInput) input: AnswerHandoverInput,
    @Ctx() ctx: DonorsContext,
  ): Promise<AnswerHandoverPayload> {
    const { handoverId, accept, months } = input;
    const answer = { handoverId, accept, months: months ?? null };
    return asMutation<AnswerHandoverPayload, string>(
      ctx,
      { mutation: 'answerHandover', input },
      (tx, by) => answerHandover(tx, { ...answer, takerId: by.subject }, by, ctx.thisMonth),
      async (id) => ({ handover: await handoverById(ctx, id) }),
    );
  }

  @Authorized('DONOR')
  @Mutation(() => GivePledgeToPoolPayload, {
    description:
      'Takes back what is unpaid of an own pledge, and lets any donor of the city go on. Refuses with PLEDGE_UNKNOWN, ' +
      'PLEDGE_ALREADY_WITHDRAWN, IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED.',
  })
  givePledgeToPool(
    @Arg('input', () => GivePledgeToPoolInput) input: GivePledgeToPoolInput,
    @Ctx() ctx: DonorsContext,
  ): Promise<GivePledgeToPoolPayload> {
    const { pledgeId } = input;
    return asMutation<GivePledgeToPoolPayload, PledgeRow>(
      ctx,
      { mutation: 'givePledgeToPool', input },
      (tx, by) => givePledgeToPool(tx, { pledgeId, donorId: by.subject }, by, ctx.thisMonth),
      async (pledge) => ({ pledge }),
    );
  }
}
