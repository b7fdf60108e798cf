import type { LocalDate, Month } from '@lindungi/jamsostek';
import { asMutation, LocalDateScalar, Refusal, YearMonth } from '@lindungi/subgraph';
import { Arg, Authorized, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { DonorsContext } from '../context';
import { knownOf } from './heard.loaders';
import { Pledge, type PledgeRow } from './pledge.entity';
import { restOwnPledge, resumePledge } from './rest.service';

@InputType()
export class PausePledgeInput {
  @Field(() => ID)
  pledgeId!: string;

  @Field(() => String)
  idempotencyKey!: string;
}

@InputType()
export class StopPledgeInput extends PausePledgeInput {}

@InputType()
export class ResumePledgeInput extends PausePledgeInput {
  @Field(() => YearMonth)
  firstMonth!: Month;
}

@ObjectType()
export class PausePledgePayload {
  @Field(() => Pledge, { nullable: true })
  pledge?: PledgeRow | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description:
      'Until when the worker is protected by this pledge all the same; null when BPJS has receipted no month.',
  })
  protectedUntil?: LocalDate | null;

  @Field(() => YearMonth, {
    nullable: true,
    description: 'The last month that is paid; paid is no cover until BPJS has receipted it.',
  })
  paidThrough?: Month | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@ObjectType()
export class StopPledgePayload extends PausePledgePayload {}

@ObjectType()
export class ResumePledgePayload {
  @Field(() => Pledge, { nullable: true, description: 'The new offer.' })
  pledge?: PledgeRow | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@Resolver()
export class PledgeRestResolver {
  @Authorized('DONOR')
  @Mutation(() => PausePledgePayload, {
    description:
      'Takes back the months of an own pledge that are unpaid, to go on with them later (resumePledge). Paid months stay. ' +
      'Refuses with PLEDGE_UNKNOWN, PLEDGE_ALREADY_WITHDRAWN, IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED.',
  })
  pausePledge(
    @Arg('input', () => PausePledgeInput) input: PausePledgeInput,
    @Ctx() ctx: DonorsContext,
  ): Promise<PausePledgePayload> {
    return rest(ctx, 'PAUSED', 'pausePledge', input);
  }

  @Authorized('DONOR')
  @Mutation(() => StopPledgePayload, {
    description:
      'Takes back the months of an own pledge that are unpaid, for good. Paid months stay. ' +
      'Refuses with PLEDGE_UNKNOWN, PLEDGE_ALREADY_WITHDRAWN, IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED.',
  })
  stopPledge(
    @Arg('input', () => StopPledgeInput) input: StopPledgeInput,
    @Ctx() ctx: DonorsContext,
  ): Promise<StopPledgePayload> {
    return rest(ctx, 'STOPPED', 'stopPledge', input);
  }

  @Authorized('DONOR')
  @Mutation(() => ResumePledgePayload, {
    description:
      'Goes on with an own pledge that was paused: a new offer of as many months as were open, from another month. ' +
      'Refuses with PLEDGE_NOT_PAUSED, PLEDGE_START_REFUSED, DONOR_UNKNOWN, IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED.',
  })
  resumePledge(
    @Arg('input', () => ResumePledgeInput) input: ResumePledgeInput,
    @Ctx() ctx: DonorsContext,
  ): Promise<ResumePledgePayload> {
    const { pledgeId, firstMonth } = input;
    return asMutation<ResumePledgePayload, PledgeRow>(
      ctx,
      { mutation: 'resumePledge', input },
      (tx, by) => resumePledge(tx, { pledgeId, firstMonth, donorId: by.subject }, by, ctx.thisMonth),
      async (pledge) => ({ pledge }),
    );
  }
}

function rest(
  ctx: DonorsContext,
  how: 'PAUSED' | 'STOPPED',
  mutation: string,
  input: PausePledgeInput,
): Promise<PausePledgePayload> {
  const { pledgeId } = input;
  return asMutation<PausePledgePayload, PledgeRow>(
    ctx,
    { mutation, input },
    (tx, by) => restOwnPledge(tx, { pledgeId, donorId: by.subject, how }, by, ctx.thisMonth),
    async (pledge) => ({ pledge, ...(await knownOf(ctx, pledge.id)) }),
  );
}
