import type { BenefitLine as LawLine, LocalDate, Month, Rupiah } from '@lindungi/jamsostek';
import { Connection, LocalDateScalar, RupiahScalar } from '@lindungi/subgraph';
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { BenefitLine } from '../coverage/benefit-line.entity';
import { Worker } from '../coverage/coverage.entity';
import { CoverageReason } from '../coverage/reason.entity';
import { ClaimPaper } from '../document/document.entity';
import { ClaimHeirs } from '../heir/heir.entity';
import type { ClaimKind, ClaimProgramme } from './claim.rules';
import { ClaimClock, ClaimStep } from './step.entity';
import { type ClaimState, STEP_STATES } from './step.rules';

export const ClaimProgrammeEnum = { JKM: 'JKM', JKK: 'JKK' } as const satisfies Record<
  ClaimProgramme,
  string
>;
registerEnumType(ClaimProgrammeEnum, {
  name: 'ClaimProgramme',
  description: 'JKM: a death that is no work accident. JKK: a work accident. BPJS says which it was.',
});

export const ClaimKindEnum = {
  DEATH: 'DEATH',
  ACCIDENT: 'ACCIDENT',
  SCHOLARSHIP: 'SCHOLARSHIP',
} as const satisfies Record<ClaimKind, string>;
registerEnumType(ClaimKindEnum, {
  name: 'ClaimKind',
  description:
    'ACCIDENT: one that was survived, as far as was known. SCHOLARSHIP: one school year of one child.',
});

export const ClaimStateEnum = Object.fromEntries(
  ['FILED', ...STEP_STATES, 'REPLACED'].map((it) => [it, it]),
) as { [State in ClaimState]: State };
registerEnumType(ClaimStateEnum, {
  name: 'ClaimState',
  description:
    'FILED: written down here. REPORTED: BPJS knows of the accident (stage I). ENDED: healed, disabled or dead (stage II may be asked). SUBMITTED: BPJS has the papers. RETURNED, APPROVED, REJECTED, PAID: what BPJS decided, as somebody told. REPLACED: a later claim corrects it.',
});

/** What is asked of BPJS after a death or an accident. Written once; corrected by filing anew, never edited. */
@Entity('claim')
@ObjectType({
  description: 'What is asked of BPJS after a death or an accident. It is tracked here and claimed at BPJS.',
})
@Directive('@key(fields: "id")')
export class Claim {
  @PrimaryColumn('text', { name: 'city_id' })
  cityId!: string;

  @PrimaryColumn('uuid')
  @Field(() => ID)
  id!: string;

  @Column('uuid', { name: 'worker_id' })
  workerId!: string;

  @Field(() => Worker, { nullable: true, description: 'Null for somebody who may not see the worker.' })
  worker?: Worker | null;

  @Column('text')
  @Field(() => ClaimKindEnum)
  kind!: ClaimKind;

  @Column('text')
  @Field(() => ClaimProgrammeEnum)
  programme!: ClaimProgramme;

  @Column('date', { name: 'occurred_on' })
  @Field(() => LocalDateScalar)
  occurredOn!: LocalDate;

  /** Months whose receipt carries the claim. */
  @Column('text')
  month!: Month;

  @Column('bigint')
  @Field(() => RupiahScalar, {
    description: 'What the law gives by the months known on filing. Not a promise.',
  })
  amount!: Rupiah;

  /** In both languages, as the law named them on filing. */
  @Column('jsonb')
  @Field(() => [BenefitLine])
  lines!: LawLine[];

  @Column('date', { name: 'report_by', nullable: true })
  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'Last day to report an accident to BPJS, 2 x 24 hours; null for JKM.',
  })
  reportBy!: LocalDate | null;

  @Column('date', { name: 'pay_by', nullable: true })
  @Field(() => LocalDateScalar, {
    nullable: true,
    description:
      'Last day for BPJS to pay after a death: three working days, if all papers were there on filing; `clock` follows what came after.',
  })
  payBy!: LocalDate | null;

  @Column('date', { name: 'filed_on' })
  @Field(() => LocalDateScalar)
  filedOn!: LocalDate;

  /** The person who filed it: for an audit, never shown. */
  @Column('uuid', { name: 'filed_by' })
  filedBy!: string;

  /** Where the worker lived when BPJS receipted the month; null of an accident in a month nobody has receipted. */
  @Column('text', { nullable: true })
  kecamatan!: string | null;

  @Column('timestamptz', { name: 'occurred_at', nullable: true })
  @Field(() => Date, { nullable: true, description: 'The hour of an accident: its 48 hours count from it.' })
  occurredAt!: string | null;

  @Column('uuid', { name: 'of_claim', nullable: true })
  @Field(() => ID, { nullable: true, description: 'Of a scholarship: the claim it follows.' })
  ofClaim!: string | null;

  @Column('smallint', { nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Of a scholarship: the first or second child. No name is kept.',
  })
  child!: number | null;

  @Column('text', { name: 'school_year', nullable: true })
  @Field(() => String, { nullable: true, description: "'2026/2027'." })
  schoolYear!: string | null;

  @Column('uuid', { nullable: true })
  @Field(() => ID, { nullable: true, description: 'The claim that this one corrects.' })
  replaces!: string | null;

  @Field(() => ClaimStateEnum)
  state!: ClaimState;

  @Field(() => [ClaimStep], { description: 'What became of it, oldest first: who told so, and when.' })
  steps?: ClaimStep[];

  @Field(() => ClaimClock, { description: 'Who must act until when, by what is known now.' })
  clock?: ClaimClock;

  @Field(() => [CoverageReason], {
    description: 'What speaks against it by what is known now: MONTH_NO_LONGER_COVERED.',
  })
  reasons?: CoverageReason[];

  @Field(() => [ClaimPaper], { description: 'The papers BPJS asks for, and which of them are here.' })
  papers?: ClaimPaper[];

  @Field(() => ClaimHeirs, { nullable: true, description: 'Null before anybody wrote them down.' })
  heirs?: ClaimHeirs | null;
}

export const ClaimConnection = Connection(Claim);

/** As a query answers it. */
export type ClaimRow = Omit<
  Claim,
  'cityId' | 'month' | 'filedBy' | 'worker' | 'kecamatan' | 'steps' | 'clock' | 'reasons' | 'papers' | 'heirs'
>;
