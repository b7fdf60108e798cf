import type { LocalDate, Rupiah } from '@lindungi/jamsostek';
import { Connection, LocalDateScalar, RupiahScalar } from '@lindungi/subgraph';
import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { enumeration } from '../enumeration';
import { PaymentProvider } from '../payment/payment.entity';
import { LINE_STATES, MATCHES, type Match, type StatementLineState } from './statement.rules';

export const StatementLineStateEnum = enumeration('StatementLineState', LINE_STATES, {
  PROPOSED: 'We think we know what it is; nothing is booked.',
  UNMATCHED: 'Nobody knows what it is; nothing is booked.',
  ACCEPTED:
    "Booked for its invoice, its agency's bill or its payment provider, or known to be our own transfer.",
  SUSPENSE: 'Booked, and in suspense: an alarm calls a person.',
  NOTED: 'Money that left for something else; it is not ours to book.',
});
export const MatchEnum = enumeration('StatementMatch', MATCHES, {
  REFERENCE: 'It names the invoice, and is what is owed.',
  REFERENCE_OTHER_AMOUNT: 'It names the invoice, and is more or less than is owed.',
  AMOUNT: 'Only one invoice is open by this amount.',
  TRANSFER: 'Our own transfer to BPJS, by its number and amount.',
  AGENCY_BILL: "It names an agency's bill, and is what was deducted by it and has not come yet.",
  DISBURSEMENT: 'What a payment provider hands over, by its name: bookDisbursement says what it kept.',
  AGENCY_BILL_OTHER_AMOUNT: "It names an agency's bill, and is more or less than has still to come of it.",
});
export const StatementFormat = enumeration('StatementFormat', ['CSV', 'MT940']);
export type StatementFormat = keyof typeof StatementFormat;
export const Direction = enumeration('StatementDirection', ['IN', 'OUT']);

/** One movement on the city's own account, as its bank says it, and what was made of it. */
@Entity('statement_line')
@ObjectType({ description: "One movement on the city's own account, as its bank says it." })
export class StatementLine {
  @PrimaryColumn('text', { name: 'city_id' })
  cityId!: string;

  @PrimaryColumn('uuid')
  @Field(() => ID)
  id!: string;

  @Column('uuid', { name: 'statement_id' })
  statementId!: string;

  @Column('text')
  account!: string;

  @Column('bytea')
  key!: Buffer;

  @Column('int')
  line!: number;

  @Column('date', { name: 'booked_on' })
  @Field(() => LocalDateScalar)
  bookedOn!: LocalDate;

  @Column('text')
  @Field(() => Direction)
  direction!: 'IN' | 'OUT';

  @Column('bigint')
  @Field(() => RupiahScalar)
  amount!: Rupiah;

  @Column('text')
  @Field(() => String, { description: "The bank's own number." })
  reference!: string;

  @Column('text')
  @Field(() => String, { description: 'Long numbers are left out: they may be a person of theirs.' })
  description!: string;

  @Column('text')
  @Field(() => StatementLineStateEnum)
  state!: StatementLineState;

  @Column('text', { name: 'matched_by', nullable: true })
  @Field(() => MatchEnum, { nullable: true })
  matchedBy!: Match | null;

  @Column('uuid', { name: 'invoice_id', nullable: true })
  invoiceId!: string | null;

  @Field(() => String, { nullable: true, description: "The invoice's number." })
  invoice?: string | null;

  @Column('uuid', { name: 'remittance_id', nullable: true })
  @Field(() => ID, { nullable: true, description: 'The list this transfer was for.' })
  remittanceId!: string | null;

  @Column('uuid', { name: 'bill_id', nullable: true })
  billId!: string | null;

  @Column('text', { name: 'disbursed_by', nullable: true })
  @Field(() => PaymentProvider, { nullable: true, description: 'The payment provider that handed it over.' })
  disbursedBy!: PaymentProvider | null;

  @Field(() => RupiahScalar, { nullable: true, description: 'What that provider kept, once it is booked.' })
  fee?: Rupiah | null;

  @Field(() => String, { nullable: true, description: "The number of the agency's bill." })
  agencyBill?: string | null;
}

/** What a bank says of the city's own account over some days. */
@Entity('statement')
@ObjectType({ description: "What a bank says of the city's own account." })
export class Statement {
  @PrimaryColumn('text', { name: 'city_id' })
  cityId!: string;

  @PrimaryColumn('uuid')
  @Field(() => ID)
  id!: string;

  @Column('text')
  @Field(() => String)
  account!: string;

  @Column('text')
  @Field(() => StatementFormat)
  format!: StatementFormat;

  @Column('date', { name: 'first_day' })
  @Field(() => LocalDateScalar)
  firstDay!: LocalDate;

  @Column('date', { name: 'last_day' })
  @Field(() => LocalDateScalar)
  lastDay!: LocalDate;

  @Column('text', { name: 'imported_by' })
  importedBy!: string;

  @Column('timestamptz', { name: 'imported_at' })
  @Field(() => Date)
  importedAt!: string;

  @Field(() => [StatementLine])
  lines?: StatementLine[];
}

export const StatementConnection = Connection(Statement);
