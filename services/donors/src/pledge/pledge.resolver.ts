import { type Month, monthsFrom } from '@lindungi/jamsostek';
import {
  answeredByChildren,
  asMutation,
  columnsOf,
  type Page,
  PageArgs,
  Refusal,
  YearMonth,
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
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { DonorsContext } from '../context';
import { Donor } from '../donor/donor.entity';
import { offerOwnPledge, withdrawOwnPledge } from './own.service';
import { Pledge, PledgeConnection, type PledgeRow, Worker } from './pledge.entity';
import { readPledges } from './pledge.service';

@InputType()
export class OfferPledgeInput {
  @Field(() => ID)
  workerId!: string;

  @Field(() => YearMonth)
  firstMonth!: Month;

  @Field(() => Int, { description: "One of the city's `pledgeLengths`." })
  months!: number;

  @Field(() => String)
  idempotencyKey!: string;
}

@InputType()
export class WithdrawPledgeInput {
  @Field(() => ID)
  pledgeId!: string;

  @Field(() => String)
  idempotencyKey!: string;
}

@ObjectType()
export class OfferPledgePayload {
  @Field(() => Pledge, { nullable: true })
  pledge?: PledgeRow | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@ObjectType()
export class WithdrawPledgePayload {
  @Field(() => Pledge, { nullable: true })
  pledge?: PledgeRow | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@Resolver(() => Pledge)
export class PledgeResolver {
  @Query(() => Pledge, {
    nullable: true,
    description: 'A donor sees only its own, a TREASURER those of the own agency, ADMIN all.',
  })
  async pledge(
    @Arg('id', () => ID) id: string,
    @Ctx() ctx: DonorsContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object | null> {
    return (await readPledges([{ id }], ctx, columnsOf(info)))[0] ?? null;
  }

  @Authorized('DONOR')
  @Mutation(() => OfferPledgePayload, {
    description:
      'Offers to protect one worker; whether the worker is still free, `Pledge.reservation` says soon after. ' +
      'Refuses with PLEDGE_LENGTH_REFUSED, PLEDGE_START_REFUSED, WORKER_UNKNOWN, DONOR_UNKNOWN, IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED.',
  })
  offerPledge(
    @Arg('input', () => OfferPledgeInput) input: OfferPledgeInput,
    @Ctx() ctx: DonorsContext,
  ): Promise<OfferPledgePayload> {
    const { workerId, firstMonth, months } = input;
    const offer = { workerId, firstMonth, months };
    return asMutation<OfferPledgePayload, PledgeRow>(
      ctx,
      { mutation: 'offerPledge', input },
      (tx, by) => offerOwnPledge(tx, { ...offer, donorId: by.subject }, by, ctx.thisMonth),
      async (pledge) => ({ pledge }),
    );
  }

  @Authorized('DONOR')
  @Mutation(() => WithdrawPledgePayload, {
    description:
      'Takes an own pledge back: months without money are freed, paid ones stay. ' +
      'Refuses with PLEDGE_UNKNOWN, PLEDGE_ALREADY_WITHDRAWN, IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED.',
  })
  withdrawPledge(
    @Arg('input', () => WithdrawPledgeInput) input: WithdrawPledgeInput,
    @Ctx() ctx: DonorsContext,
  ): Promise<WithdrawPledgePayload> {
    return asMutation<WithdrawPledgePayload, PledgeRow>(
      ctx,
      { mutation: 'withdrawPledge', input },
      (tx, by) => withdrawOwnPledge(tx, input.pledgeId, by.subject, by),
      async (pledge) => ({ pledge }),
    );
  }

  @FieldResolver(() => Worker, { nullable: true })
  worker(@Root() { workerId }: PledgeRow): Worker {
    return { id: workerId };
  }

  @FieldResolver(() => [YearMonth])
  monthList(@Root() { firstMonth, months }: PledgeRow): Month[] {
    return monthsFrom(firstMonth, months);
  }
}

@Resolver(() => Donor)
export class DonorPledgesResolver {
  @FieldResolver(() => PledgeConnection, { description: 'Newest first.' })
  pledges(@Args(() => PageArgs) _page: PageArgs): Page<PledgeRow> {
    return answeredByChildren();
  }
}
