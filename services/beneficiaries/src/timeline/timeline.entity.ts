import type { Fund, LocalDate, Month } from '@lindungi/jamsostek';
import { LocalDateScalar, YearMonth } from '@lindungi/subgraph';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { ProtectionStateEnum } from '../protection/protection.entity';
import type { BreakWarning, Gap, LedgerMonth, Membership, RowClock } from './timeline.rules';

const MembershipEnum: Readonly<Record<Membership, Membership>> = {
  NONE: 'NONE',
  AHEAD: 'AHEAD',
  PROTECTED: 'PROTECTED',
  GRACE: 'GRACE',
  ENDED: 'ENDED',
};
registerEnumType(MembershipEnum, {
  name: 'Membership',
  description:
    'AHEAD: protected in a later month only. GRACE: not protected, and arrears may still be paid; whether a claim in ' +
    'them is paid is for BPJS to say. ENDED: whoever pays again begins a new membership.',
});

@ObjectType({ description: 'One month of a worker, and whose money it is.' })
export class TimelineMonth {
  @Field(() => YearMonth, { description: 'The month.' })
  month!: Month;

  @Field(() => ProtectionStateEnum, { description: 'Only PROTECTED counts for the clocks.' })
  state!: LedgerMonth['state'];

  @Field(() => String, {
    nullable: true,
    description: "OWN, APBD, DBHCHT, ...; null of another donor's month, but for officers.",
  })
  fund!: Fund | null;
}

@ObjectType({ description: 'Months in a row without protection.' })
export class TimelineGap implements Gap {
  @Field(() => YearMonth, { description: 'The first month without.' })
  from!: Month;

  @Field(() => YearMonth, { description: 'The last month without; this month, while the gap is open.' })
  through!: Month;

  @Field(() => Int, { description: 'How many.' })
  months!: number;

  @Field(() => Boolean, {
    description: 'More than arrears may be paid for: what came after is a new membership.',
  })
  endedMembership!: boolean;
}

@ObjectType({
  description:
    'Counts protected months in a row; a month missed sets it back. A cautious reading, and no promise.',
})
export class MembershipClock implements RowClock {
  @Field(() => Int, { description: 'Months in the row this month lies in, or the one to come.' })
  monthsInRow!: number;

  @Field(() => Int, { description: 'How many the law asks for today.' })
  needed!: number;

  @Field(() => YearMonth, { nullable: true, description: 'When it is reached, if no month is missed.' })
  reachedIn!: Month | null;

  @Field(() => Boolean, { description: 'Whether that month has come, and today is protected.' })
  reached!: boolean;
}

@ObjectType({ description: 'Months in a row will be lost unless this month is paid.' })
export class RowBreakWarning implements BreakWarning {
  @Field(() => YearMonth, { description: 'The first month for which no money is here.' })
  month!: Month;

  @Field(() => Int, { description: 'Months in a row that would count no more.' })
  monthsLost!: number;

  @Field(() => LocalDateScalar, { description: 'The due day of that month.' })
  payBy!: LocalDate;
}

@ObjectType({
  description: 'The clock of the scholarship for children, after a death not by a work accident.',
})
export class ScholarshipClock extends MembershipClock {
  @Field(() => RowBreakWarning, {
    nullable: true,
    description: 'There when the row ends this month or the next.',
  })
  warning!: RowBreakWarning | null;
}

@ObjectType({ description: "A worker's months, as the law counts them." })
export class WorkerTimeline {
  @Field(() => [TimelineMonth], { description: 'Months some pledge holds, oldest first.' })
  months!: TimelineMonth[];

  @Field(() => [TimelineGap], { description: 'Oldest first; none for who was never protected.' })
  gaps!: TimelineGap[];

  @Field(() => MembershipEnum, { description: 'Where the worker stands today.' })
  membership!: Membership;

  @Field(() => YearMonth, { nullable: true, description: 'The last month BPJS has receipted.' })
  protectedThrough!: Month | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The last day on which arrears may be paid.' })
  graceEndsOn!: LocalDate | null;

  @Field(() => MembershipClock, { description: 'Until JKM is whole.' })
  jkm!: MembershipClock;

  @Field(() => ScholarshipClock, { description: 'Until children have a scholarship.' })
  scholarship!: ScholarshipClock;
}
