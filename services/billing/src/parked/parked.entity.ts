import type { Rupiah } from '@lindungi/jamsostek';
import { Connection, RupiahScalar } from '@lindungi/subgraph';
import { Field, ID, ObjectType } from 'type-graphql';
import { enumeration } from '../enumeration';
import { PaymentProvider } from '../payment/payment.entity';
import { CHOICES } from './parked.rules';

export const ParkedChoice = enumeration('ParkedChoice', CHOICES, {
  CREDIT: 'For another invoice, as far as it is owed.',
  REFUND: 'Back to who paid it, by a transfer of the bank.',
  RESTART: 'Kept for the next invoice of the same donor and worker.',
});

/** What is left over of a payment: more than was owed, after a cancel, or of an order nobody knows. */
@ObjectType({
  description:
    'What is left over of a payment: more than was owed, after a cancel, or of an order nobody knows.',
})
export class ParkedMoney {
  @Field(() => ID, { description: "The payment's." })
  paymentId!: string;

  @Field(() => PaymentProvider)
  provider!: PaymentProvider;

  @Field(() => String, { description: 'The order as its payer named it.' })
  order!: string;

  @Field(() => RupiahScalar, { description: 'What came.' })
  amount!: Rupiah;

  @Field(() => RupiahScalar, { description: 'What of it is left over.' })
  left!: Rupiah;

  @Field(() => Date)
  paidAt!: string;

  @Field(() => Boolean, {
    description: 'Whether it is kept for the next pledge of the same donor and worker.',
  })
  keptForRestart!: boolean;
}

export const ParkedMoneyConnection = Connection(ParkedMoney);
