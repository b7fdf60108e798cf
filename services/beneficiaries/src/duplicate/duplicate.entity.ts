import type { LocalDate } from '@lindungi/jamsostek';
import { Connection, DateTime, LocalDateScalar } from '@lindungi/subgraph';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Worker } from '../worker/worker.entity';
import type { Likeness } from './duplicate.rules';

const LikenessEnum: Readonly<Record<Likeness, Likeness>> = {
  NAME: 'NAME',
  NAME_LIKE: 'NAME_LIKE',
  BIRTH_DATE: 'BIRTH_DATE',
  BIRTH_DATE_SWAPPED: 'BIRTH_DATE_SWAPPED',
  PHONE: 'PHONE',
};
registerEnumType(LikenessEnum, {
  name: 'Likeness',
  description: 'In what two entries are alike; names without titles and in one spelling.',
});

/** Two entries that may be one person, found when the later one was registered. */
@ObjectType({ description: 'Two workers who may be one person; somebody should look.' })
export class PossibleDuplicate {
  @Field(() => ID, { description: 'Of this pair.' })
  id!: string;

  workerId!: string;
  otherId!: string;

  @Field(() => Int, {
    description: '60 to 100: up to 50 for the name, 30 for the birth date, 20 for the telephone.',
  })
  score!: number;

  @Field(() => [LikenessEnum], { description: 'What the score is made of.' })
  because!: Likeness[];

  @Field(() => DateTime, { description: 'When the later one was registered.' })
  foundAt!: string;

  @Field(() => Worker, { nullable: true, description: 'One of them.' })
  worker?: object | null;

  @Field(() => Worker, { nullable: true, description: 'The other.' })
  other?: object | null;
}

export const PossibleDuplicateConnection = Connection(PossibleDuplicate);

/** That two entries were found to be one person. */
@ObjectType({ description: 'Two entries that are one person now; it can be undone for a time.' })
export class WorkerMerge {
  @Field(() => ID, { description: 'Of this merge.' })
  id!: string;

  @Field(() => ID, { description: 'The worker who has the months and cards of both now.' })
  keptId!: string;

  @Field(() => ID, { description: 'The entry that is no worker of its own any more.' })
  mergedId!: string;

  @Field(() => DateTime, { description: 'When.' })
  mergedAt!: string;

  @Field(() => LocalDateScalar, { description: 'The last day on which it can be undone.' })
  undoUntil!: LocalDate;

  @Field(() => DateTime, { nullable: true, description: 'When it was undone.' })
  undoneAt!: string | null;
}

export const WorkerMergeConnection = Connection(WorkerMerge);
