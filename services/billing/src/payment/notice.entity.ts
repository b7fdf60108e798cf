import { Field, ID, ObjectType } from 'type-graphql';
import { enumeration } from '../enumeration';
import { PaymentProvider } from './payment.entity';

export const NoticeStateEnum = enumeration(
  'NoticeState',
  ['RECEIVED', 'ASKING', 'WAITING', 'WORKED', 'PARKED', 'CONFLICT'],
  {
    RECEIVED: 'Kept, and not worked yet.',
    ASKING: 'Its provider is asked whether it is so.',
    WAITING: 'For the payment it speaks of.',
    WORKED: 'Done; the outcome says what came of it.',
    PARKED: 'Nothing was booked, and a person must look; the outcome says why.',
    CONFLICT: 'It contradicts what was told or booked before; nothing was booked.',
  },
);

@ObjectType({ description: 'A message of a payment provider, kept before anything was done about it.' })
export class ProviderNotice {
  @Field(() => ID, { description: 'Ours; providers number few of their messages.' })
  id!: string;

  eventId!: string;

  @Field(() => PaymentProvider, { description: 'Whose message it is.' })
  provider!: PaymentProvider;

  @Field(() => String, { nullable: true, description: 'The order it names; null when none can be read.' })
  orderId!: string | null;

  @Field(() => NoticeStateEnum, { description: 'How far it has come.' })
  state!: keyof typeof NoticeStateEnum;

  @Field(() => String, {
    nullable: true,
    description: 'What came of it, stable and in English: SETTLED, UNREADABLE_AMOUNT, PROVIDER_UNREACHABLE …',
  })
  outcome!: string | null;

  @Field(() => Date, { description: 'When it was kept.' })
  receivedAt!: string;
}
