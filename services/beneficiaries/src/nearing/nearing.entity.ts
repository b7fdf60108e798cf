import type { LocalDate, Month } from '@lindungi/jamsostek';
import { Connection, LocalDateScalar, YearMonth } from '@lindungi/subgraph';
import { Field, Int, ObjectType } from 'type-graphql';
import { Worker } from '../worker/worker.entity';

/** A worker whose cover has ended and for whom nobody has paid since; for the officer who may still find somebody. */
@ObjectType({
  description:
    'A worker whose cover has ended, and for whom nobody has paid the next month: membership ends soon.',
})
export class LapsingWorker {
  @Field(() => Worker)
  worker?: Worker;

  @Field(() => YearMonth, { description: 'The last month BPJS has receipted.' })
  coveredThrough!: Month;

  @Field(() => LocalDateScalar, { description: 'The last day to pay arrears.' })
  graceEndsOn!: LocalDate;

  @Field(() => Int, { description: 'Days until then; 0 is the last.' })
  daysLeft!: number;
}

export const LapsingWorkerConnection = Connection(LapsingWorker);
