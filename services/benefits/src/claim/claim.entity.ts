import type { BenefitLine as LawLine, LocalDate, Month, Rupiah } from '@lindungi/jamsostek';
import { Connection, LocalDateScalar, RupiahScalar } from '@lindungi/subgraph';
import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { BenefitLine } from '../coverage/benefit-line.entity';
import { Worker } from '../coverage/coverage.entity';
import type { ClaimProgramme } from './claim.rules';

export const ClaimProgrammeEnum = { JKM: 'JKM', JKK: 'JKK' } as const satisfies Record<
  ClaimProgramme,
  string
>;
registerEnumType(ClaimProgrammeEnum, {
  name: 'ClaimProgramme',
  description: 'JKM: a death that is no work accident. JKK: a death by one. BPJS says which it was.',
});

export const ClaimStateEnum = { FILED: 'FILED', REPLACED: 'REPLACED' } as const;
registerEnumType(ClaimStateEnum, {
  name: 'ClaimState',
  description:
    'FILED: written down here; what BPJS decides is not known here. REPLACED: a later claim corrects it.',
});

/** What a family asks of BPJS after a death. Written once; corrected by filing anew, never edited. */
@Entity('claim')
@ObjectType({
  description: 'What a family asks of BPJS after a death. It is tracked here and claimed at BPJS.',
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

  @Column('date', { name: 'pay_by' })
  @Field(() => LocalDateScalar, {
    description: 'Last day for BPJS to pay: three working days, if all papers were there on filing.',
  })
  payBy!: LocalDate;

  @Column('date', { name: 'filed_on' })
  @Field(() => LocalDateScalar)
  filedOn!: LocalDate;

  /** The person who filed it: for an audit, never shown. */
  @Column('uuid', { name: 'filed_by' })
  filedBy!: string;

  /** Where the worker lived when BPJS receipted the month. */
  @Column('text')
  kecamatan!: string;

  @Column('uuid', { nullable: true })
  @Field(() => ID, { nullable: true, description: 'The claim that this one corrects.' })
  replaces!: string | null;

  @Field(() => ClaimStateEnum)
  state!: keyof typeof ClaimStateEnum;
}

export const ClaimConnection = Connection(Claim);

/** As a query answers it. */
export type ClaimRow = Omit<Claim, 'cityId' | 'month' | 'filedBy' | 'worker' | 'kecamatan'>;
