import type { LocalDate, Month, Rupiah } from '@lindungi/jamsostek';
import { LocalDateScalar, RupiahScalar, YearMonth } from '@lindungi/subgraph';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { enumeration } from '../enumeration';

export const MONTH_CONTRIBUTION_STATES = ['OWED', 'PAID'] as const;
export type MonthContributionState = (typeof MONTH_CONTRIBUTION_STATES)[number];

const MonthContributionStateEnum = enumeration('MonthContributionState', MONTH_CONTRIBUTION_STATES, {
  OWED: 'Not paid: paying it is the first step to protection.',
  PAID: 'Paid; protected once BPJS has receipted it.',
});

/** What stands between a worker's month and its receipt; it says nothing of who pays. */
@ObjectType({
  description: 'What is invoiced for one month of one worker. Who pays is not said: gifts are private.',
})
export class MonthContribution {
  @Field(() => String, { description: "The invoice's number: 'INV-3374-202611-000123'." })
  number!: string;

  @Field(() => RupiahScalar, { description: 'Of this month alone.' })
  amount!: Rupiah;

  @Field(() => LocalDateScalar, { description: 'The last day to pay this month.' })
  dueOn!: LocalDate;

  @Field(() => MonthContributionStateEnum)
  state!: MonthContributionState;
}

/** A month of a worker; whether it is covered, benefits says. */
@ObjectType()
@Directive('@key(fields: "workerId month")')
export class WorkerMonth {
  @Field(() => ID)
  workerId!: string;

  @Field(() => YearMonth)
  month!: Month;

  @Field(() => MonthContribution, {
    nullable: true,
    description:
      'The invoice that would fix a month that is not covered; null where none stands, and for who may not see it.',
  })
  contribution?: MonthContribution | null;
}
