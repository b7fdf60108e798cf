import type { LocalDate, Rupiah } from '@lindungi/jamsostek';
import { LocalDateScalar, RupiahScalar } from '@lindungi/subgraph';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { OUTCOMES, type Outcome, STEP_STATES, type Step, type StepState } from './step.rules';

export const StepStateEnum = Object.fromEntries(STEP_STATES.map((it) => [it, it])) as {
  [State in StepState]: State;
};
registerEnumType(StepStateEnum, { name: 'ClaimStepState', description: 'See ClaimState.' });

export const OutcomeEnum = Object.fromEntries(OUTCOMES.map((it) => [it, it])) as {
  [One in Outcome]: One;
};
registerEnumType(OutcomeEnum, {
  name: 'AccidentOutcome',
  description: 'How an accident ended. After DIED a claim of the death is filed as well, by JKK.',
});

export const ToldByEnum = { BPJS: 'BPJS', OFFICER: 'OFFICER' } as const;
registerEnumType(ToldByEnum, {
  name: 'ClaimStepTeller',
  description: 'BPJS: its own officer wrote it. OFFICER: somebody of the city heard it there.',
});

@ObjectType({ description: 'What became of a claim, as somebody told it.' })
export class ClaimStep {
  @Field(() => Int)
  number!: number;

  @Field(() => StepStateEnum)
  state!: StepState;

  @Field(() => LocalDateScalar, { description: 'The day it happened, as it was told.' })
  on!: LocalDate;

  @Field(() => OutcomeEnum, { nullable: true, description: 'Of ENDED.' })
  outcome!: Outcome | null;

  @Field(() => RupiahScalar, { nullable: true, description: 'Of PAID: what BPJS paid.' })
  amount!: Rupiah | null;

  @Field(() => String, { nullable: true, description: 'Of RETURNED and REJECTED.' })
  reason!: string | null;

  @Field(() => ToldByEnum)
  toldBy!: Step['toldBy'];
}

@ObjectType({ description: 'Who must act until when, by what is known now.' })
export class ClaimClock {
  @Field(() => Date, {
    nullable: true,
    description:
      'The end of the 48 hours in which BPJS or a hospital must hear of an accident; null once it has.',
  })
  reportUntil!: string | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'Last day for BPJS to pay after a death: three working days after it had the papers.',
  })
  payBy!: LocalDate | null;

  @Field(() => Int, { description: 'Days after it, until the payment or today.' })
  daysLate!: number;

  @Field(() => RupiahScalar, {
    nullable: true,
    description:
      'PP 44/2015 Pasal 40(4) adds 1 % a day; whether a later rule touched that is not known: ask, never demand.',
  })
  lateAmount!: Rupiah | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day on which JKK can be asked for.' })
  rightEndsOn!: LocalDate | null;
}
