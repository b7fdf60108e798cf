import type { Fund, LocalDate, Month } from '@lindungi/jamsostek';
import { LocalDateScalar, YearMonth } from '@lindungi/subgraph';
import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MonthState } from './month-state';
import type { ReservationReason, ReservationState } from './reservation-state';

type HeldState = Exclude<MonthState, 'RELEASED'>;
export const ProtectionStateEnum: Readonly<Record<HeldState, HeldState>> = {
  RESERVED: 'RESERVED',
  PAID: 'PAID',
  PROTECTED: 'PROTECTED',
  REJECTED: 'REJECTED',
};
registerEnumType(ProtectionStateEnum, {
  name: 'ProtectionState',
  description: 'PAID is money received and no cover yet; only PROTECTED is receipted by BPJS.',
});

export const ReservationStateEnum: Readonly<Record<ReservationState, ReservationState>> = {
  PENDING: 'PENDING',
  RESERVED: 'RESERVED',
  TAKEN: 'TAKEN',
  RELEASED: 'RELEASED',
};
registerEnumType(ReservationStateEnum, {
  name: 'ReservationState',
  description: 'PENDING: nothing is known of this pledge yet. TAKEN: it cannot have its months.',
});

export const ReservationReasonEnum: Readonly<Record<ReservationReason, ReservationReason>> = {
  ALREADY_PLEDGED: 'ALREADY_PLEDGED',
  PROTECTED_ELSEWHERE: 'PROTECTED_ELSEWHERE',
  WORKER_UNKNOWN: 'WORKER_UNKNOWN',
  WORKER_TOO_OLD: 'WORKER_TOO_OLD',
  WITHDRAWN: 'WITHDRAWN',
  LAPSED: 'LAPSED',
  RELEASED_BY_CITY: 'RELEASED_BY_CITY',
};
registerEnumType(ReservationReasonEnum, {
  name: 'ReservationReason',
  description: 'LAPSED: nobody paid in time. RELEASED_BY_CITY: an administrator freed what was unpaid.',
});

const ANOTHERS = "Null of another donor's pledge; ADMIN and BPJS see it of all.";

/** One month of one pledge for one worker, with all that was heard of it. */
@Entity('protection')
@ObjectType({ description: 'One month for one worker.' })
export class Protection {
  @PrimaryColumn('text', { name: 'city_id' })
  cityId!: string;

  @PrimaryColumn('uuid', { name: 'pledge_id' })
  pledgeId!: string;

  @PrimaryColumn('text')
  @Field(() => YearMonth)
  month!: Month;

  @Column('uuid', { name: 'worker_id' })
  workerId!: string;

  @Column('uuid', { name: 'donor_id' })
  donorId!: string;

  @Column('text')
  @Field(() => ProtectionStateEnum)
  state!: MonthState;

  @Column('timestamptz', { name: 'paid_at', nullable: true })
  @Field(() => Date, {
    nullable: true,
    description: `When the money came; null while the month is only reserved. ${ANOTHERS}`,
  })
  paidAt!: string | null;

  @Column('timestamptz', { name: 'protected_at', nullable: true })
  @Field(() => Date, {
    nullable: true,
    description: `When the receipt of BPJS was recorded here. ${ANOTHERS}`,
  })
  protectedAt!: string | null;

  @Column('date', { name: 'received_on', nullable: true })
  @Field(() => LocalDateScalar, { nullable: true, description: `The day BPJS had the money. ${ANOTHERS}` })
  receivedOn!: LocalDate | null;

  @Column('text', { nullable: true })
  @Field(() => String, { nullable: true, description: `Number of BPJS's receipt. ${ANOTHERS}` })
  receipt!: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { nullable: true, description: 'Why BPJS refused the month, while it is REJECTED.' })
  rejection!: string | null;
}

/** What became of a pledge here. PENDING is no row. */
@Entity('reservation')
@ObjectType({ description: 'What became of a pledge: whether the worker is reserved for it.' })
export class Reservation {
  @PrimaryColumn('text', { name: 'city_id' })
  cityId!: string;

  @PrimaryColumn('uuid', { name: 'pledge_id' })
  pledgeId!: string;

  @Column('uuid', { name: 'donor_id' })
  donorId!: string;

  @Column('uuid', { name: 'worker_id' })
  workerId!: string;

  @Column('text')
  @Field(() => ReservationStateEnum)
  state!: ReservationState;

  @Column('text', { array: true })
  @Field(() => [YearMonth], { description: 'Months the pledge holds now; of one TAKEN, those it asked for.' })
  months!: Month[];

  @Column('text', { nullable: true })
  @Field(() => ReservationReasonEnum, { nullable: true })
  reason!: ReservationReason | null;

  @Column('text', { nullable: true })
  fund!: Fund | null;

  @Column('date', { name: 'held_since', nullable: true })
  heldSince!: LocalDate | null;
}

/** Who of the city freed the unpaid months of a pledge, and why. Nobody changes or removes it. */
@Entity('reservation_release')
export class ReservationRelease {
  @PrimaryColumn('text', { name: 'city_id' })
  cityId!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'pledge_id' })
  pledgeId!: string;

  @Column('text', { array: true })
  months!: Month[];

  @Column('uuid', { name: 'released_by' })
  releasedBy!: string;

  @Column('text', { array: true })
  roles!: string[];

  @Column('text')
  reason!: string;
}

/** A pledge is donors'; here it gets its reservation. */
@ObjectType()
@Directive('@key(fields: "id")')
export class Pledge {
  @Field(() => ID)
  id!: string;

  @Field(() => Reservation, {
    description: "PENDING also where the pledge is nobody's, or not for the caller to see.",
  })
  reservation?: Reservation;
}
