import {
  type Fund,
  funds,
  type LocalDate,
  type Month,
  type Rupiah,
  type Sector,
  sectors,
} from '@lindungi/jamsostek';
import { LocalDateScalar, RupiahScalar, YearMonth } from '@lindungi/subgraph';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { enumeration } from '../enumeration';
import { Payment } from '../payment/payment.entity';
import { INVOICE_STATES, type InvoiceState } from './invoice.rules';

export const SectorEnum = enumeration('Sector', sectors);
export const FundEnum = enumeration('Fund', funds);
export const InvoiceStateEnum = enumeration('InvoiceState', INVOICE_STATES, {
  ISSUED: 'Owed; nothing has come in.',
  PARTIAL: 'Some has come in.',
  PAID: 'All has come in. Paid is not yet protected: BPJS must receipt it.',
  REVERSED: 'All that came in was taken back; owed again.',
  CANCELLED: 'Nothing is owed: the months are reserved no more.',
});

/** One month of an invoice or a quote, with the law that priced it. A line is never edited. */
@Entity('invoice_line')
@ObjectType({ description: 'One month: its price, by which law, and the last day to pay it.' })
export class PricedMonth {
  @PrimaryColumn('text', { name: 'city_id' })
  cityId!: string;

  @PrimaryColumn('uuid', { name: 'invoice_id' })
  invoiceId!: string;

  @PrimaryColumn('text')
  @Field(() => YearMonth)
  month!: Month;

  @Column('bigint')
  @Field(() => RupiahScalar, { description: 'To be paid.' })
  amount!: Rupiah;

  @Column('bigint', { name: 'full_amount' })
  @Field(() => RupiahScalar, { description: 'Without any relief.' })
  full!: Rupiah;

  @Column('int')
  @Field(() => Int, { description: 'Percent the law lets off in this month.' })
  relief!: number;

  @Column('date', { name: 'due_on' })
  @Field(() => LocalDateScalar, { description: 'The 15th of the month itself, or the next working day.' })
  dueOn!: LocalDate;

  @Column('text', { array: true })
  @Field(() => [String], { description: 'The laws this price stands on.' })
  sources!: string[];

  @Field(() => Boolean, {
    nullable: true,
    description:
      'true: its law changed, and a newer invoice of the same pledge asks for it. null in a quote.',
  })
  repriced?: boolean | null;
}

/** What one pledge costs. Its amounts are never edited: it is paid, or it is cancelled. */
@Entity('invoice')
@ObjectType({ description: 'What one pledge costs, month by month.' })
@Directive('@key(fields: "id")')
export class Invoice {
  @PrimaryColumn('text', { name: 'city_id' })
  cityId!: string;

  @PrimaryColumn('uuid')
  @Field(() => ID)
  id!: string;

  @Column('text')
  @Field(() => String, {
    description: "What people type and providers know as the order: 'INV-3374-202611-000123'.",
  })
  number!: string;

  @Column('uuid', { name: 'pledge_id' })
  pledgeId!: string;

  @Column('uuid', { name: 'donor_id' })
  donorId!: string;

  @Column('uuid', { name: 'worker_id' })
  workerId!: string;

  @Column('text')
  sector!: Sector;

  @Column('text')
  fund!: Fund;

  @Column('text')
  kecamatan!: string;

  @Column('text')
  branch!: string;

  @Column('bigint')
  @Field(() => RupiahScalar, { description: 'All months together.' })
  amount!: Rupiah;

  @Field(() => RupiahScalar, { description: 'Still to be paid on it.' })
  open?: Rupiah;

  @Column('uuid', { name: 'repriced_from', nullable: true })
  repricedFrom?: string | null;

  @Column('text')
  @Field(() => InvoiceStateEnum)
  state!: InvoiceState;

  @Field(() => [PricedMonth])
  months?: PricedMonth[];

  @Column('date', { name: 'due_on' })
  @Field(() => LocalDateScalar, { description: "The first of the months' due days." })
  dueOn!: LocalDate;

  @Field(() => Payment, { nullable: true, description: 'The payment that settled it, else the latest one.' })
  payment?: Payment | null;
}

/** A pledge of a donor; owned by donors. */
@ObjectType()
@Directive('@key(fields: "id")')
export class Pledge {
  @Field(() => ID)
  id!: string;

  @Field(() => Invoice, {
    nullable: true,
    description:
      "What is owed for it: the donor's own, for a treasurer those of their agency, for the administrator any.",
  })
  invoice?: Invoice | null;
}

/** Before anything is pledged: what it would cost. */
@ObjectType({
  description: 'What protecting one worker for these months costs, by the law as it stands today.',
})
export class Quote {
  @Field(() => RupiahScalar)
  amount!: Rupiah;

  @Field(() => [PricedMonth])
  months!: PricedMonth[];
}

/** What was paid for one month in the whole city; no person in it. */
@ObjectType({ description: "A month's paid contributions in the whole city." })
export class Contributions {
  @Field(() => YearMonth)
  month!: Month;

  @Field(() => Int, { description: 'Workers whose contribution for this month is paid.' })
  workers!: number;

  @Field(() => RupiahScalar)
  amount!: Rupiah;
}

/** A city; owned by donors. */
@ObjectType()
@Directive('@key(fields: "code")')
export class City {
  @Field(() => ID)
  code!: string;
}
