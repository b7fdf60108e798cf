import { type DataRequestKind } from '@lindungi/jamsostek';
import { Connection, YearMonth } from '@lindungi/subgraph';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import type { RequestAsker, RequestChannel, RequestState } from './request-state';

export const DataRequestKindEnum: Readonly<Record<DataRequestKind, DataRequestKind>> = {
  ACCESS: 'ACCESS',
  CORRECTION: 'CORRECTION',
  WITHDRAWAL: 'WITHDRAWAL',
  ERASURE: 'ERASURE',
};
registerEnumType(DataRequestKindEnum, {
  name: 'DataRequestKind',
  description:
    'A copy of the data, a correction, an end of their use, an end of the data: UU 27/2022, Pasal 30 to 44.',
});

export const RequestStateEnum: Readonly<Record<RequestState, RequestState>> = {
  OPEN: 'OPEN',
  WAITING: 'WAITING',
  ANSWERED: 'ANSWERED',
  REFUSED: 'REFUSED',
};
registerEnumType(RequestStateEnum, {
  name: 'DataRequestState',
  description:
    'WAITING: an erasure that has begun, and ends when BPJS has answered for months that are paid.',
});

export const RequestAskerEnum: Readonly<Record<RequestAsker, RequestAsker>> = {
  WORKER: 'WORKER',
  FAMILY: 'FAMILY',
  GUARDIAN: 'GUARDIAN',
  HEIR: 'HEIR',
};
registerEnumType(RequestAskerEnum, {
  name: 'DataRequestAsker',
  description: 'Who asks, for the worker or for themselves.',
});

export const RequestChannelEnum: Readonly<Record<RequestChannel, RequestChannel>> = {
  COUNTER: 'COUNTER',
  LETTER: 'LETTER',
  TELEPHONE: 'TELEPHONE',
  ELECTRONIC: 'ELECTRONIC',
};
registerEnumType(RequestChannelEnum, { name: 'DataRequestChannel', description: 'How the request came.' });

@ObjectType({ description: 'What a worker, or somebody for them, asks of their own data. It names nobody.' })
export class DataRequest {
  @Field(() => ID)
  id!: string;

  @Field(() => ID)
  workerId!: string;

  @Field(() => DataRequestKindEnum)
  kind!: DataRequestKind;

  @Field(() => RequestStateEnum)
  state!: RequestState;

  @Field(() => RequestAskerEnum)
  askedBy!: RequestAsker;

  @Field(() => RequestChannelEnum)
  channel!: RequestChannel;

  @Field(() => Date)
  askedAt!: string;

  @Field(() => Date, { description: 'By when the law asks for an answer: 3x24 hours.' })
  dueAt!: string;

  @Field(() => Boolean, { description: 'Whether it is late, now.' })
  overdue!: boolean;

  @Field(() => Date, { nullable: true })
  answeredAt!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why it was refused, as it was told to whoever asked.',
  })
  refusal!: string | null;
}

export const DataRequestConnection = Connection(DataRequest);

@ObjectType({ description: 'What leaving means for months of protection.' })
export class Departure {
  @Field(() => [YearMonth], { description: 'Months nobody had paid: they are free, and not protected.' })
  freed!: string[];

  @Field(() => YearMonth, {
    nullable: true,
    description: 'Cover goes on until the last day of this month and ends then; null where no month is paid.',
  })
  protectedUntil!: string | null;

  @Field(() => Boolean, {
    description: 'The identity goes when BPJS has answered for the months that are paid.',
  })
  waits!: boolean;

  @Field(() => String, { description: "A warning to read to whoever asked, in the caller's language." })
  warning!: string;
}
