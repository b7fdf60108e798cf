import type { Rupiah } from '@lindungi/jamsostek';
import { RupiahScalar } from '@lindungi/subgraph';
import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { enumeration } from '../enumeration';
import { PAYMENT_STATES, type PaymentState } from './payment.rules';

export const PaymentStateEnum = enumeration('PaymentState', PAYMENT_STATES, {
  PENDING: 'The provider waits for the money.',
  SETTLED: 'The money came.',
  FAILED: 'Refused, cancelled, or taken back before we heard that it came.',
  EXPIRED: 'Not paid in time.',
  REVERSED: 'Taken back: refunded, charged back, or refused by the bank afterwards.',
  REVERSAL_PARKED: 'Taken back, though BPJS was sent some of the money: a person must decide about that.',
});

export const PaymentProvider = enumeration('PaymentProvider', ['MIDTRANS', 'BANK', 'CREDIT']);
export type PaymentProvider = keyof typeof PaymentProvider;

/** One payment, as its provider has told it. */
@Entity('payment')
@ObjectType({ description: 'One payment, as its provider has told it.' })
export class Payment {
  @PrimaryColumn('text', { name: 'city_id' })
  cityId!: string;

  @PrimaryColumn('uuid')
  @Field(() => ID)
  id!: string;

  @Column('text', { name: 'provider_payment_id' })
  providerPaymentId!: string;

  @Column('text', { name: 'order_id' })
  orderId!: string;

  @Column('uuid', { name: 'invoice_id', nullable: true })
  invoiceId!: string | null;

  @Column('text')
  @Field(() => PaymentStateEnum)
  state!: PaymentState;

  @Column('bigint')
  @Field(() => RupiahScalar)
  amount!: Rupiah;

  @Column('bigint')
  reversed!: Rupiah;

  @Column('bigint')
  missing!: Rupiah;

  @Column('timestamptz', { name: 'paid_at', nullable: true })
  @Field(() => Date, { nullable: true, description: 'When the provider had the money.' })
  paidAt!: string | null;

  @Column('text')
  @Field(() => PaymentProvider)
  provider!: PaymentProvider;
}

/** How an invoice is paid. */
@ObjectType()
export class PayTo {
  @Field(() => PaymentProvider)
  provider!: PaymentProvider;

  @Field(() => String, { description: "The provider's order: the invoice's number." })
  orderId!: string;
}
