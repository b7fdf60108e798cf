import type { LocalDate, Month, Rupiah } from '@lindungi/jamsostek';
import { Connection, DateTime, LocalDateScalar, RupiahScalar, YearMonth } from '@lindungi/subgraph';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Pledge, Worker } from '../pledge/pledge.entity';
import { REMINDER_KINDS, type ReminderKind } from './reminder-kind';

const kinds = Object.fromEntries(REMINDER_KINDS.map((kind) => [kind, kind])) as {
  [Kind in ReminderKind]: Kind;
};
registerEnumType(kinds, {
  name: 'ReminderKind',
  description: 'Why a donor is reminded.',
  valuesConfig: {
    DEDUCTION_FAILED: { description: 'Pay could not be deducted; the months can still be paid another way.' },
    LAPSE_NEAR: { description: "A worker's cover has ended, and nobody has paid the next month." },
    WORKER_OFFERED: { description: 'Another donor is looked for, for a worker the donor paid last.' },
  },
});

/** Something a donor can still do, and until when. It ends when the money has come, whoever paid. */
@ObjectType({
  description:
    'Something a donor can still do, and until when. It ends when the money has come, whoever paid. It promises no cover.',
})
export class Reminder {
  @Field(() => ID)
  id!: string;

  @Field(() => kinds)
  kind!: ReminderKind;

  @Field(() => String, { description: "In the caller's language; it names nobody." })
  message?: string;

  @Field(() => Worker, { nullable: true, description: 'null for who may not see the worker.' })
  worker?: Worker | null;

  @Field(() => Pledge, { nullable: true, description: 'The pledge it is about, if it is about one.' })
  pledge?: Pledge | null;

  @Field(() => [YearMonth], { description: 'Of a failed deduction: the months still to be paid.' })
  months!: Month[];

  @Field(() => RupiahScalar, { nullable: true, description: 'Of a failed deduction: what was owed then.' })
  amount!: Rupiah | null;

  @Field(() => LocalDateScalar, { description: 'The last day on which it can be paid.' })
  payUntil!: LocalDate;

  @Field(() => DateTime)
  toldAt!: string;

  @Field(() => DateTime, { nullable: true, description: 'When there was nothing left to do.' })
  endedAt!: string | null;
}

export const ReminderConnection = Connection(Reminder);
