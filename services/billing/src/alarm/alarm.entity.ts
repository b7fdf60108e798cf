import { Connection } from '@lindungi/subgraph';
import { Field, ID, ObjectType } from 'type-graphql';
import { ProviderNotice } from '../payment/notice.entity';

/** What a person must look at. The row says that; the state of the thing itself says what. */
@ObjectType({ description: 'What a treasurer or an administrator must look at.' })
export class Alarm {
  @Field(() => ID, { description: 'To close it by.' })
  id!: string;

  @Field(() => String, { description: 'Stable, in English: ORDER_UNKNOWN, REVERSED_AFTER_REMITTANCE …' })
  code!: string;

  @Field(() => String, { description: "What it is about: an invoice's number, or a provider's event." })
  reference!: string;

  @Field(() => String, { description: "What is the matter and what to do, in the caller's language." })
  message?: string;

  @Field(() => Date, { description: 'When it was raised.' })
  at!: string;

  @Field(() => Date, { nullable: true, description: 'When somebody closed it; null while it is open.' })
  closedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was closed.' })
  reason!: string | null;

  @Field(() => [ProviderNotice], {
    description: 'The messages of a provider it is about, if it is about one.',
  })
  notices?: ProviderNotice[];
}

export const AlarmConnection = Connection(Alarm);
