import type { LocalDate } from '@lindungi/jamsostek';
import { Connection, LocalDateScalar } from '@lindungi/subgraph';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import {
  GRIEVANCE_CATEGORIES,
  GRIEVANCE_STATES,
  type GrievanceCategory,
  type GrievanceState,
} from './grievance.rules';

export const GrievanceCategoryEnum = Object.fromEntries(GRIEVANCE_CATEGORIES.map((it) => [it, it])) as {
  [Category in GrievanceCategory]: Category;
};
registerEnumType(GrievanceCategoryEnum, {
  name: 'GrievanceCategory',
  description: 'PRIVACY: of personal data. CONDUCT: of how somebody behaved.',
});

const GrievanceStateEnum = Object.fromEntries(GRIEVANCE_STATES.map((it) => [it, it])) as {
  [State in GrievanceState]: State;
};
registerEnumType(GrievanceStateEnum, {
  name: 'GrievanceState',
  description: 'CLOSED: answered, and the city expects no more; one may file anew.',
});

@ObjectType({ description: "The city's answer." })
export class GrievanceAnswer {
  @Field(() => String)
  words!: string;

  @Field(() => LocalDateScalar)
  on!: LocalDate;
}

@ObjectType({
  description: 'What somebody complains of. Who that is is never shown; without a name nobody knows it.',
})
export class Grievance {
  @Field(() => ID)
  id!: string;

  @Field(() => GrievanceCategoryEnum)
  category!: GrievanceCategory;

  @Field(() => String, {
    nullable: true,
    description: 'For the city, and for whoever wrote it under their name; null for others, and by a code.',
  })
  words!: string | null;

  @Field(() => LocalDateScalar)
  filedOn!: LocalDate;

  @Field(() => LocalDateScalar, { description: 'The last day to answer.' })
  answerBy!: LocalDate;

  @Field(() => Int, { description: 'Days after it without an answer.' })
  daysLate!: number;

  @Field(() => Boolean, { description: 'Filed without a name: nothing of who wrote it is kept.' })
  anonymous!: boolean;

  @Field(() => GrievanceStateEnum)
  state!: GrievanceState;

  @Field(() => [GrievanceAnswer], { description: 'Oldest first.' })
  answers!: GrievanceAnswer[];
}

export const GrievanceConnection = Connection(Grievance);
