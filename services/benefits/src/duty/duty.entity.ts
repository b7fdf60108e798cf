import type { LocalDate, Month } from '@lindungi/jamsostek';
import { Connection, DateTime, EventCursor, LocalDateScalar, StreamGap, YearMonth } from '@lindungi/subgraph';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Claim, type ClaimRow } from '../claim/claim.entity';
import { DUTIES, type Duty, PHASES, type Phase } from './duty.rules';

const DutyEnum = Object.fromEntries(DUTIES.map((it) => [it, it])) as { [One in Duty]: One };
registerEnumType(DutyEnum, {
  name: 'Duty',
  description: 'What somebody must do.',
  valuesConfig: {
    REPORT: { description: 'Tell BPJS of an accident, within 2 x 24 hours.' },
    PAY: { description: 'BPJS pays after a death, three working days after it had the papers.' },
    ANSWER: { description: 'The city answers a grievance.' },
    REVIEW: { description: 'A claim rests on a month that is covered no more: look at it with BPJS.' },
  },
});

const PhaseEnum = Object.fromEntries(PHASES.map((it) => [it, it])) as { [One in Phase]: One };
registerEnumType(PhaseEnum, {
  name: 'DutyPhase',
  description: 'BEFORE its last day has passed, AFTER it, or NOW, where there is no last day.',
});

@ObjectType({ description: 'What an officer is told to do, once before its last day and once after it.' })
export class DutyNotice {
  @Field(() => ID)
  id!: string;

  @Field(() => DutyEnum)
  duty!: Duty;

  @Field(() => PhaseEnum)
  phase!: Phase;

  @Field(() => LocalDateScalar, { description: 'Its last day; of REVIEW, the day it was heard.' })
  dueOn!: LocalDate;

  @Field(() => YearMonth, { nullable: true, description: 'Of REVIEW: the month that is covered no more.' })
  month!: Month | null;

  @Field(() => DateTime)
  toldAt!: string;

  @Field(() => String, { description: "In the caller's language; it names nobody." })
  message?: string;

  @Field(() => Claim, { nullable: true })
  claim?: ClaimRow | null;

  @Field(() => ID, { nullable: true, description: 'Of ANSWER; see `overdueGrievances`.' })
  grievanceId!: string | null;
}

export const DutyNoticeConnection = Connection(DutyNotice);

/** As it is kept, the claim by its id. */
export type NoticeRow = Omit<DutyNotice, 'message' | 'claim'> & { claimId: string | null };

@ObjectType()
export class DutyUpdate {
  @Field(() => DutyNotice, { nullable: true, description: 'Null in the snapshot that opens the stream.' })
  notice!: NoticeRow | null;

  @Field(() => Int, { description: 'How many stand now.' })
  open!: number;

  @Field(() => EventCursor)
  cursor!: string;

  @Field(() => StreamGap, { nullable: true })
  gap!: StreamGap | null;
}
