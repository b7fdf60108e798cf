import type { LocalDate } from '@lindungi/jamsostek';
import { DateTime, LocalDateScalar } from '@lindungi/subgraph';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type { ConsentChannel, ConsentDeclarant } from './consent';

export const ConsentChannelEnum: Readonly<Record<ConsentChannel, ConsentChannel>> = {
  PAPER: 'PAPER',
  RECORDING: 'RECORDING',
  ELECTRONIC: 'ELECTRONIC',
};
registerEnumType(ConsentChannelEnum, {
  name: 'ConsentChannel',
  description: 'How consent can be proved: UU 27/2022, Pasal 22.',
});

export const ConsentDeclarantEnum: Readonly<Record<ConsentDeclarant, ConsentDeclarant>> = {
  WORKER: 'WORKER',
  DONOR: 'DONOR',
  FAMILY: 'FAMILY',
  OFFICER: 'OFFICER',
};
registerEnumType(ConsentDeclarantEnum, {
  name: 'ConsentDeclarant',
  description: 'Who says that the worker agrees.',
});

/** What the keeping of a worker's data rests on. */
@ObjectType({
  description: 'The consent that a worker is kept by: who declared it, how, to which wording, and when.',
})
export class WorkerConsent {
  @Field(() => ConsentChannelEnum)
  channel!: ConsentChannel;

  @Field(() => ConsentDeclarantEnum)
  declaredBy!: ConsentDeclarant;

  @Field(() => String, { description: "Which wording was agreed to, '2026-01'." })
  textVersion!: string;

  @Field(() => LocalDateScalar)
  on!: LocalDate;

  @Field(() => DateTime, { nullable: true, description: 'The moment, where it is known.' })
  at!: string | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'Since when it is withdrawn; see `renewConsent`.',
  })
  withdrawnOn!: LocalDate | null;
}
