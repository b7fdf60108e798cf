import type { Month, Rupiah } from '@lindungi/jamsostek';
import { Connection, EventCursor, RupiahScalar, StreamGap, YearMonth } from '@lindungi/subgraph';
import { Field, Int, ObjectType } from 'type-graphql';
import { enumeration } from '../enumeration';

const OUTCOMES = ['MOVED', 'WITH_BPJS', 'PAID_AND_ROSE'] as const;
export type RepricingOutcome = (typeof OUTCOMES)[number];

export const RepricingOutcomeEnum = enumeration('RepricingOutcome', OUTCOMES, {
  MOVED: 'A newer invoice of the same pledge asks for it, by the new law; what was paid too much is credit.',
  WITH_BPJS: 'BPJS was sent it at the old price: agree with the branch what it credits, or asks for.',
  PAID_AND_ROSE: 'Paid by the law of the day, and dearer now: it is not asked for again.',
});

/** A month of an invoice whose law changed after it was priced. */
@ObjectType({
  description: 'A month of an invoice whose law changed after it was priced. It names no person.',
})
export class RepricedMonth {
  invoiceId!: string;

  @Field(() => String, { description: 'The number of the invoice that had priced it.' })
  invoice!: string;

  @Field(() => YearMonth)
  month!: Month;

  @Field(() => RupiahScalar, { description: 'By the law as it was.' })
  was!: Rupiah;

  @Field(() => RupiahScalar, { description: 'By the law as it is.' })
  now!: Rupiah;

  @Field(() => [String], { description: 'The laws the new price stands on.' })
  sources!: string[];

  @Field(() => String, { description: "The hash of the law's data; an alarm about it refers to this." })
  law!: string;

  @Field(() => RepricingOutcomeEnum)
  outcome!: RepricingOutcome;

  @Field(() => Date, { description: 'When it was found.' })
  at!: string;
}

export const RepricedMonthConnection = Connection(RepricedMonth);

/** How far the last law is carried out; null in a city whose invoices no new law has touched. */
export interface RepricingRun {
  law: string;
  done: number;
  waiting: number;
  ended: boolean;
}

@ObjectType({
  description: 'How far the invoices of the city are compared with a law that changed. It names no person.',
})
export class RepricingUpdate {
  @Field(() => String, {
    nullable: true,
    description: "The hash of the law's data; null as long as no new law has touched an invoice of the city.",
  })
  law?: string | null;

  @Field(() => Int, { nullable: true, description: 'Invoices with a month that costs something else now.' })
  done?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Of them: those that wait, and are looked at again later.',
  })
  waiting?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'All were looked at once.' })
  ended?: boolean | null;

  @Field(() => EventCursor, { description: 'To go on from, as `after`.' })
  cursor!: string;

  @Field(() => StreamGap, { nullable: true, description: 'Told when changes after `after` are gone.' })
  gap!: StreamGap | null;
}
