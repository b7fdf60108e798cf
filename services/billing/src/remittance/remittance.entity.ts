import type { LocalDate, Month, Rupiah } from '@lindungi/jamsostek';
import { Connection, RupiahScalar, YearMonth } from '@lindungi/subgraph';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { enumeration } from '../enumeration';
import { LINE_STATES, type LineState, REMITTANCE_STATES, type RemittanceState } from './remittance.rules';

export const RemittanceStateEnum = enumeration('RemittanceState', REMITTANCE_STATES, {
  PREPARED: 'Drawn up; nobody has let the transfer go.',
  APPROVED: 'Another person than who prepared it let the transfer go.',
  CONFIRMED: 'BPJS has answered every line.',
});
export const LineStateEnum = enumeration('RemittanceLineState', LINE_STATES, {
  PREPARED: 'On its way to BPJS.',
  ACCEPTED: 'BPJS has receipted it.',
  REJECTED: 'BPJS refused it; the month goes into the next list.',
});

/** A worker; owned by beneficiaries. */
@ObjectType()
@Directive('@key(fields: "id", resolvable: false)')
export class Worker {
  @Field(() => ID)
  id!: string;
}

/** One worker and one month of a remittance. */
@Entity('remittance_line')
@ObjectType({ description: 'One worker and one month of a remittance.' })
export class RemittanceLine {
  @PrimaryColumn('text', { name: 'city_id' })
  cityId!: string;

  @PrimaryColumn('uuid')
  @Field(() => ID)
  id!: string;

  @Column('uuid', { name: 'remittance_id' })
  remittanceId!: string;

  @Column('uuid', { name: 'invoice_id' })
  invoiceId!: string;

  @Column('uuid', { name: 'pledge_id' })
  pledgeId!: string;

  @Column('uuid', { name: 'donor_id' })
  donorId!: string;

  @Column('uuid', { name: 'worker_id' })
  workerId!: string;

  @Field(() => Worker, { nullable: true, description: 'null for who may not see the worker.' })
  worker?: Worker | null;

  @Column('text')
  @Field(() => YearMonth)
  month!: Month;

  @Column('bigint')
  @Field(() => RupiahScalar)
  amount!: Rupiah;

  @Column('text')
  @Field(() => LineStateEnum)
  state!: LineState;

  @Column('text', { nullable: true })
  @Field(() => String, { nullable: true, description: 'Number of the *tanda bukti penerimaan iuran*.' })
  receipt!: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, {
    nullable: true,
    description: "The card's number, as BPJS said it; four digits are left.",
  })
  kpj!: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { nullable: true, description: 'Why BPJS refused it.' })
  reason!: string | null;
}

/** One list and one transfer to one branch of BPJS Ketenagakerjaan. */
@Entity('remittance')
@ObjectType({ description: 'One list and one transfer to one branch of BPJS Ketenagakerjaan.' })
export class Remittance {
  @PrimaryColumn('text', { name: 'city_id' })
  cityId!: string;

  @PrimaryColumn('uuid')
  @Field(() => ID)
  id!: string;

  @Column('text')
  @Field(() => String, { description: "Code of the branch, as the city's file names it." })
  branch!: string;

  @Column('text')
  through!: Month;

  @Column('date', { name: 'prepared_on' })
  preparedOn!: LocalDate;

  @Column('text')
  @Field(() => RemittanceStateEnum)
  state!: RemittanceState;

  @Column('bigint')
  @Field(() => RupiahScalar, { description: 'Of all lines: the transfer.' })
  amount!: Rupiah;

  @Field(() => [RemittanceLine])
  lines?: RemittanceLine[];

  @Column('text', { name: 'prepared_by', nullable: true })
  preparedBy!: string | null;

  @Column('text', { name: 'transfer_reference', nullable: true })
  @Field(() => String, {
    nullable: true,
    description: "The bank's number of the transfer, once it is approved.",
  })
  transferReference!: string | null;

  @Column('timestamptz', { name: 'prepared_at' })
  preparedAt!: string;
}

export const RemittanceConnection = Connection(Remittance);
