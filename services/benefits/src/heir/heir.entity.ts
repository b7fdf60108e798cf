import type { LocalDate } from '@lindungi/jamsostek';
import { LocalDateScalar } from '@lindungi/subgraph';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { HEIR_RELATIONS, type HeirRelation } from './heir.rules';

export const HeirRelationEnum = Object.fromEntries(HEIR_RELATIONS.map((it) => [it, it])) as {
  [Relation in HeirRelation]: Relation;
};
registerEnumType(HeirRelationEnum, {
  name: 'HeirRelation',
  description: 'What an heir was to the worker. No name is kept: the certificate of heirs has them.',
});

const OutcomeStateEnum = { APPROVED: 'APPROVED', REJECTED: 'REJECTED', PAID: 'PAID' } as const;
registerEnumType(OutcomeStateEnum, { name: 'ClaimOutcomeState', description: 'What BPJS decided.' });

@ObjectType({ description: 'The heirs as written down last, and who of them the law entitles.' })
export class ClaimHeirs {
  @Field(() => [HeirRelationEnum], { description: 'One for each heir.' })
  relations!: HeirRelation[];

  @Field(() => Int, {
    description: 'The rank of PP 44/2015 Pasal 40 that is entitled, 1 to 5; 0 without any heir.',
  })
  rank!: number;

  @Field(() => [HeirRelationEnum], { description: 'Those of that rank: they share.' })
  entitled!: HeirRelation[];

  @Field(() => String, { description: "Why, in the caller's language." })
  why!: string;

  @Field(() => String, { description: 'The legal source of the order.' })
  source!: string;

  @Field(() => Boolean, { description: 'They let the donor know of the outcome.' })
  mayTellDonor!: boolean;
}

@ObjectType({
  description:
    'What came of a claim, for the donor whose pledge protected the month; only as the heirs allow.',
})
export class ClaimOutcome {
  @Field(() => OutcomeStateEnum)
  state!: keyof typeof OutcomeStateEnum;

  @Field(() => LocalDateScalar)
  on!: LocalDate;
}
