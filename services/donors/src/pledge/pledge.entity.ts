import { PledgeChanged } from '@lindungi/events';
import type { LocalDate, Month } from '@lindungi/jamsostek';
import { Connection, DateTime, LocalDateScalar, YearMonth } from '@lindungi/subgraph';
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Donor } from '../donor/donor.entity';
import { PLEDGE_STATES, type PledgeState } from './state.rules';

/** What may become of a pledge; the contract of the event says it once for all. */
export const PledgeChangeEnum = PledgeChanged.body.shape.what.enum;
export type PledgeChange = keyof typeof PledgeChangeEnum;
registerEnumType(PledgeChangeEnum, {
  name: 'PledgeChange',
  description: 'What became of a pledge. PAID is money received; only PROTECTED is cover.',
});

const PledgeStateEnum = Object.fromEntries(PLEDGE_STATES.map((it) => [it, it])) as Readonly<
  Record<PledgeState, PledgeState>
>;
registerEnumType(PledgeStateEnum, {
  name: 'PledgeState',
  description:
    'ACTIVE: this month or a later one is paid. LAPSING: cover is over, and arrears may still be paid. It follows what was heard.',
});

/** A worker is beneficiaries'; here only whom a pledge is for. */
@ObjectType('Worker')
@Directive('@key(fields: "id", resolvable: false)')
export class Worker {
  @Field(() => ID)
  id!: string;
}

/** A donor's offer to protect one worker for some months. It is never edited: withdrawn, or kept. */
@Entity('pledge')
@ObjectType({ description: 'An offer by one donor to protect one worker for some months in a row.' })
@Directive('@key(fields: "id")')
export class Pledge {
  @PrimaryColumn('text', { name: 'city_id' })
  cityId!: string;

  @PrimaryColumn('uuid')
  @Field(() => ID)
  id!: string;

  @Column('uuid', { name: 'donor_id' })
  donorId!: string;

  @Field(() => Donor)
  donor?: Donor;

  @Column('uuid', { name: 'worker_id' })
  workerId!: string;

  @Field(() => Worker, {
    nullable: true,
    description:
      'Null when more than the id is asked of a worker the caller may not see. A donor sees the workers it ' +
      'registered, and those it has paid a month for; so not one of a pledge that is unpaid, TAKEN or RELEASED.',
  })
  worker?: Worker | null;

  @Column('text', { name: 'first_month' })
  @Field(() => YearMonth, { description: "First month of protection, '2026-12'." })
  firstMonth!: Month;

  @Column('int')
  @Field(() => Int, { description: 'How many months, in a row.' })
  months!: number;

  @Field(() => [YearMonth], { description: 'Every month offered, in order.' })
  monthList?: Month[];

  @Field(() => PledgeStateEnum)
  state?: PledgeState;

  @Field(() => YearMonth, {
    nullable: true,
    description: 'The last month that is paid; paid is no cover until BPJS has receipted it.',
  })
  paidThrough?: Month | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The last day of the last month that BPJS has receipted; null for none.',
  })
  protectedUntil?: LocalDate | null;

  @Field(() => Boolean, {
    description:
      'Given to the pool, which looks for nobody yet: not all that is paid for the worker is receipted by BPJS.',
  })
  waitsForReceipt?: boolean;

  @Column('timestamptz', { name: 'created_at' })
  @Field(() => DateTime)
  createdAt!: string;

  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  @Field(() => DateTime, { nullable: true })
  withdrawnAt!: string | null;
}

export const PledgeConnection = Connection(Pledge);

/** A pledge as a query answers it: the columns, plain. */
export type PledgeRow = Pick<
  Pledge,
  'id' | 'donorId' | 'workerId' | 'firstMonth' | 'months' | 'createdAt' | 'withdrawnAt'
>;
