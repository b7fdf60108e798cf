import type { LocalDate, Month } from '@lindungi/jamsostek';
import { Connection, DateTime, LocalDateScalar, YearMonth } from '@lindungi/subgraph';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Agency } from '../agency/agency.entity';
import { Pledge } from '../pledge/pledge.entity';
import { LeftWhyEnum } from '../roster/import.entity';

const words = <const Words extends readonly string[]>(name: string, description: string, ...all: Words) => {
  const those = Object.fromEntries(all.map((it) => [it, it])) as { readonly [W in Words[number]]: W };
  registerEnumType(those, { name, description });
  return those;
};

export const HandoverState = words(
  'HandoverState',
  'CALLED_BACK: somebody else was asked, or the pledge was given up.',
  ...(['ASKED', 'ACCEPTED', 'DECLINED', 'CALLED_BACK'] as const),
);
export const SuccessionState = words(
  'SuccessionState',
  'Whether somebody is still looked for.',
  'OPEN',
  'ENDED',
);
export const SuccessionOutcome = words(
  'SuccessionOutcome',
  'TAKEN by a colleague, POOLED for any donor, or the donor CAME_BACK to the roster.',
  ...(['TAKEN', 'POOLED', 'CAME_BACK'] as const),
);

@ObjectType({
  description:
    'A question to a colleague: whether they go on with a pledge. Whose it was, who asks and for whom is not told.',
})
export class PledgeHandover {
  @Field(() => ID)
  id!: string;

  @Field(() => HandoverState)
  state!: keyof typeof HandoverState;

  @Field(() => DateTime)
  askedAt!: string;

  @Field(() => DateTime, { nullable: true })
  answeredAt!: string | null;

  @Field(() => [YearMonth], {
    description:
      'Months that are open now and would be theirs. None: the pledge is paid to its end, and theirs follows.',
  })
  openMonths!: Month[];

  @Field(() => YearMonth, {
    nullable: true,
    description: 'Where theirs would begin that follows: say how many months in the answer.',
  })
  followsFrom!: Month | null;
}

export const PledgeHandoverConnection = Connection(PledgeHandover);

@ObjectType({
  description: 'Somebody left the roster; for a pledge of theirs somebody is looked for who goes on.',
})
export class PledgeSuccession {
  @Field(() => ID)
  id!: string;

  @Field(() => SuccessionState)
  state!: keyof typeof SuccessionState;

  @Field(() => SuccessionOutcome, { nullable: true })
  outcome!: keyof typeof SuccessionOutcome | null;

  @Field(() => LeftWhyEnum)
  why!: keyof typeof LeftWhyEnum;

  @Field(() => Agency, { nullable: true, description: 'Where they worked.' })
  agency!: { id: string } | null;

  @Field(() => Pledge)
  pledge!: Pledge;

  @Field(() => DateTime)
  openedAt!: string;

  @Field(() => DateTime, { nullable: true })
  endedAt!: string | null;

  @Field(() => HandoverState, {
    nullable: true,
    description: 'Of the colleague asked last; null when nobody was.',
  })
  asked!: keyof typeof HandoverState | null;

  @Field(() => [YearMonth], { description: 'Months of the pledge that nobody has paid.' })
  openMonths!: Month[];

  @Field(() => YearMonth, { nullable: true, description: 'The last month that is paid.' })
  paidThrough!: Month | null;

  @Field(() => LocalDateScalar, {
    description:
      'The last day to pay the first month that is not paid: by then somebody should have said yes. The day after, what ' +
      'is unpaid is given up and the worker goes to the pool.',
  })
  decideBy!: LocalDate;

  @Field(() => Boolean, {
    description:
      'Unpaid months are given up, and the worker goes to the pool as soon as BPJS has receipted what is paid.',
  })
  waitsForReceipt!: boolean;
}

export const PledgeSuccessionConnection = Connection(PledgeSuccession);
