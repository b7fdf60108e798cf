import type { LocalDate, Rupiah } from '@lindungi/jamsostek';
import { LocalDateScalar, Refusal, RupiahScalar, refusing } from '@lindungi/subgraph';
import { Arg, Authorized, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { actorOf, type BenefitsContext } from '../context';
import { Claim, type ClaimRow } from './claim.entity';
import { CLAIM_ROLES } from './claim.rules';
import { OutcomeEnum, StepStateEnum } from './step.entity';
import type { Outcome, StepState } from './step.rules';
import { tellClaimStep } from './step.service';

@InputType()
class TellClaimStepInput {
  @Field(() => ID)
  claimId!: string;

  @Field(() => StepStateEnum)
  state!: StepState;

  @Field(() => LocalDateScalar, { description: 'The day it happened.' })
  on!: LocalDate;

  @Field(() => OutcomeEnum, { nullable: true, description: 'For ENDED alone.' })
  outcome?: Outcome | null;

  @Field(() => RupiahScalar, { nullable: true, description: 'For PAID alone.' })
  amount?: Rupiah | null;

  @Field(() => String, { nullable: true, description: 'For RETURNED and REJECTED alone.' })
  reason?: string | null;

  @Field(() => String, { description: 'The same key with the same input answers the same.' })
  idempotencyKey!: string;
}

@ObjectType()
class TellClaimStepPayload {
  @Field(() => Claim, { nullable: true })
  claim?: ClaimRow;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@Resolver()
export class StepResolver {
  @Authorized(...CLAIM_ROLES)
  @Mutation(() => TellClaimStepPayload, {
    description:
      'Writes down what became of a claim at BPJS. Refuses with CLAIM_NOT_FOUND, CLAIM_STEP_OUT_OF_TURN, CLAIM_STEP_DAY_REFUSED, CLAIM_STEP_AMOUNT_REFUSED, CLAIM_STEP_REASON_REFUSED, IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED.',
  })
  tellClaimStep(
    @Arg('input', () => TellClaimStepInput) input: TellClaimStepInput,
    @Ctx() ctx: BenefitsContext,
  ): Promise<TellClaimStepPayload> {
    const { claimId, idempotencyKey, state, on, outcome = null, amount = null, reason = null } = input;
    const told = { state, on, outcome, amount, reason };
    const telling = { claimId, told, idempotencyKey, by: actorOf(ctx), today: ctx.today };
    return refusing<TellClaimStepPayload>(ctx, () =>
      ctx.inCity((tx) => tellClaimStep(tx, ctx.own.law, telling)),
    );
  }
}
