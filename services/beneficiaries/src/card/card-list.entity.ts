import type { LocalDate, Month } from '@lindungi/jamsostek';
import { Connection, LocalDateScalar, YearMonth } from '@lindungi/subgraph';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Worker } from '../worker/worker.entity';
import type { CardState, Receiver } from './card-state';

export const CardStateEnum: Readonly<Record<CardState, CardState>> = {
  WAITING: 'WAITING',
  PRINTED: 'PRINTED',
  HANDED_OVER: 'HANDED_OVER',
};
registerEnumType(CardStateEnum, {
  name: 'CardState',
  description: 'Where a card is: BPJS gave the number, it was printed, somebody has it in their hands.',
});

export const ReceiverEnum: Readonly<Record<Receiver, Receiver>> = { WORKER: 'WORKER', FAMILY: 'FAMILY' };
registerEnumType(ReceiverEnum, { name: 'CardReceiver', description: 'Who took the card.' });

/** A worker's latest card on its way, as a kecamatan's list shows it. */
@ObjectType({ description: "A worker's latest card, and where it is." })
export class CardOfWorker {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: "Masked, '•••••••1234'; the number itself is on the printed card." })
  kpj!: string;

  @Field(() => LocalDateScalar)
  issuedOn!: LocalDate;

  @Field(() => CardStateEnum)
  state!: CardState;

  @Field(() => Date, { nullable: true, description: 'When the card in force was first printed.' })
  printedAt!: string | null;

  @Field(() => LocalDateScalar, { nullable: true })
  handedOn!: LocalDate | null;

  @Field(() => ReceiverEnum, { nullable: true })
  handedTo!: Receiver | null;

  @Field(() => ID, { nullable: true, description: 'The officer who handed it over.' })
  handedBy!: string | null;

  @Field(() => Worker, { description: 'Whose it is.' })
  worker!: Worker;
}

export const CardOfWorkerConnection = Connection(CardOfWorker);

/** What anybody may learn of a card's code; of an unknown one as many words, and all of them empty. */
@ObjectType({ description: 'What anybody may learn of the code on a card. It never says whose it is.' })
export class CardVerification {
  @Field(() => Boolean, {
    description: 'Whether this city gave out the card, and it was not revoked or replaced.',
  })
  valid!: boolean;

  @Field(() => YearMonth, {
    nullable: true,
    description:
      'The last month BPJS has receipted; null before the first, and for a card that is not valid.',
  })
  protectedUntil!: Month | null;

  @Field(() => String, { nullable: true })
  city!: string | null;
}
