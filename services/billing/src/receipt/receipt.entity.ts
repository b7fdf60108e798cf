import type { LocalDate, Month, Rupiah } from '@lindungi/jamsostek';
import { Connection, LocalDateScalar, RupiahScalar, YearMonth } from '@lindungi/subgraph';
import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { enumeration } from '../enumeration';
import { AT_BPJS, type AtBpjs } from './receipt.rules';

export const AtBpjsEnum = enumeration('AtBpjs', AT_BPJS, {
  NOT_SENT: 'In no list yet.',
  SENT: 'On its way; BPJS has not answered.',
  RECEIPTED: 'BPJS has receipted it.',
  REFUSED: 'BPJS refused it; it goes into the next list.',
});

export const FileFormat = enumeration('FileFormat', ['PDF', 'CSV']);
export type FileFormat = keyof typeof FileFormat;

/** A month on a receipt: paid, and apart from that where its contribution is. */
@ObjectType({ description: 'A month on a receipt: whether it is paid, and apart from that where it is.' })
export class ReceiptMonth {
  @Field(() => YearMonth)
  month!: Month;

  @Field(() => RupiahScalar, { description: 'Its price.' })
  amount!: Rupiah;

  @Field(() => Boolean, { description: 'Whether all of it has come in. Paid is not cover.' })
  paid!: boolean;

  @Field(() => AtBpjsEnum)
  atBpjs!: AtBpjs;

  @Field(() => String, { nullable: true, description: 'Number of the *tanda bukti penerimaan iuran*.' })
  receipt!: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The day BPJS had the money.' })
  receivedOn!: LocalDate | null;
}

/** One payment on a receipt. */
@Entity('receipt_line')
@ObjectType({ description: 'One payment on a receipt.' })
export class ReceiptLine {
  @PrimaryColumn('text', { name: 'city_id' })
  cityId!: string;

  @PrimaryColumn('uuid', { name: 'receipt_id' })
  receiptId!: string;

  @PrimaryColumn('uuid', { name: 'payment_id' })
  paymentId!: string;

  @Column('uuid', { name: 'invoice_id' })
  invoiceId!: string;

  @Field(() => String, { description: "The invoice's number." })
  invoice?: string;

  @Column('bigint')
  @Field(() => RupiahScalar, { description: 'What had come and not gone back when the receipt was issued.' })
  amount!: Rupiah;

  @Column('date', { name: 'paid_on' })
  @Field(() => LocalDateScalar)
  paidOn!: LocalDate;

  @Field(() => [ReceiptMonth])
  months?: ReceiptMonth[];
}

/** A proof of money that came. It proves no cover: paid is not protected. */
@Entity('receipt')
@ObjectType({ description: 'A proof of money that came. It proves no cover.' })
export class Receipt {
  @PrimaryColumn('text', { name: 'city_id' })
  cityId!: string;

  @PrimaryColumn('uuid')
  @Field(() => ID)
  id!: string;

  @Column('uuid', { name: 'donor_id' })
  donorId!: string;

  @Column('bigint')
  @Field(() => RupiahScalar)
  amount!: Rupiah;

  @Column('date', { name: 'first_day' })
  @Field(() => LocalDateScalar)
  firstDay!: LocalDate;

  @Column('date', { name: 'last_day' })
  @Field(() => LocalDateScalar)
  lastDay!: LocalDate;

  @Column('date', { name: 'issued_on' })
  @Field(() => LocalDateScalar)
  issuedOn!: LocalDate;

  @Column('timestamptz', { name: 'issued_at' })
  issuedAt!: string;

  @Column('bytea', { name: 'code_hash' })
  codeHash!: Buffer;

  @Field(() => [ReceiptLine])
  lines?: ReceiptLine[];
}

export const ReceiptConnection = Connection(Receipt);

/** What a stranger learns of a code; the same shape for a code that was never given out. */
@ObjectType({
  description: 'What anybody learns of a code: never whose it is. Of an unknown code all is null.',
})
export class ReceiptVerification {
  @Field(() => Boolean, { description: 'Whether this city gave out a receipt with this code.' })
  genuine!: boolean;

  @Field(() => RupiahScalar, { nullable: true })
  amount!: Rupiah | null;

  @Field(() => RupiahScalar, { nullable: true, description: 'What of it went back to its payer since.' })
  takenBack!: Rupiah | null;

  @Field(() => LocalDateScalar, { nullable: true })
  issuedOn!: LocalDate | null;

  @Field(() => String, { nullable: true, description: "The city's name." })
  city!: string | null;
}
