import type { Rupiah } from '@lindungi/jamsostek';
import { RupiahScalar } from '@lindungi/subgraph';
import { PAYMENT_PROVIDERS } from '@lindungi/tenancy';
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

export const PaymentProvider = enumeration(
  'PaymentProvider',
  [...PAYMENT_PROVIDERS, 'PAYROLL', 'BANK', 'CREDIT'],
  {
    SNAP: 'A bank, by the standard of Bank Indonesia: a virtual account, or QRIS.',
    PAYROLL: 'Deducted from pay by the agency, by a mandate.',
    BANK: "Seen on a statement of the city's own account.",
    CREDIT: 'Left over from another invoice of the same donor.',
  },
);
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
@ObjectType({ description: 'One way to pay an invoice.' })
export class PayTo {
  @Field(() => PaymentProvider, { description: 'Who takes the money.' })
  provider!: PaymentProvider;

  @Field(() => String, { description: "The provider's order: the invoice's number." })
  orderId!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "For a virtual account at a bank: the customer's part of its number, behind the number the bank gave the city.",
  })
  customerNo!: string | null;
}
