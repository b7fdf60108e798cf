import type { LocalDate, Month, Rupiah } from '@lindungi/jamsostek';
import { Connection, LocalDateScalar, RupiahScalar, YearMonth } from '@lindungi/subgraph';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { enumeration } from '../enumeration';
import { Worker } from '../remittance/remittance.entity';
import { LAPSE_STATES, type LapseState } from './lapse.rules';

export const LapseStateEnum = enumeration('LapseState', LAPSE_STATES, {
  ENDING: 'The last receipted month is not over.',
  IN_ARREARS: 'No month is receipted any more; arrears may still be paid.',
  AWAITING_TRANSFER:
    'The next month was deducted from pay, and its agency has not transferred it: it is not at BPJS, and the days count on.',
  ON_ITS_WAY: 'The next month is paid; BPJS has yet to receipt it.',
  LAPSED: 'The time to pay arrears is over: BPJS ends the membership.',
});

/** A month of a worker that somebody offered to pay and has not. */
@ObjectType({ description: 'A month that somebody offered to pay, and has not.' })
export class OwedMonth {
  @Field(() => YearMonth)
  month!: Month;

  @Field(() => RupiahScalar)
  amount!: Rupiah;

  @Field(() => LocalDateScalar, { description: 'Owed since this day.' })
  dueOn!: LocalDate;

  @Field(() => ID)
  pledgeId!: string;
}

/** How long a worker has until the membership ends. */
@ObjectType({
  description:
    'How long a worker has until the membership ends, as billing knows it: the same for donor, treasurer and officer. ' +
    'Whether a claim in arrears is paid is not settled; never promise it.',
})
export class LapseCountdown {
  @Field(() => Worker, { nullable: true, description: 'null for who may not see the worker.' })
  worker?: Worker | null;

  workerId!: string;

  @Field(() => YearMonth, { description: 'The last month BPJS has receipted.' })
  coveredThrough!: Month;

  @Field(() => LocalDateScalar)
  coverEndsOn!: LocalDate;

  @Field(() => LocalDateScalar, { description: 'The last day to pay arrears.' })
  graceEndsOn!: LocalDate;

  @Field(() => Int, {
    description: 'Days since cover ended: 0 on the first day without it, negative before.',
  })
  day!: number;

  @Field(() => LapseStateEnum)
  state!: LapseState;

  @Field(() => Int, { nullable: true, description: 'The last reminder whose day has come: 0, 30, 60 or 80.' })
  reminder!: number | null;

  @Field(() => [OwedMonth], {
    description: 'Months after the last receipted one that are owed; none: nobody pays.',
  })
  owed?: OwedMonth[];
}

export const LapseCountdownConnection = Connection(LapseCountdown);
