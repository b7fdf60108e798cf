import type { Month, Rupiah } from '@lindungi/jamsostek';
import { Connection, RupiahScalar, YearMonth } from '@lindungi/subgraph';
import { Field, ID, ObjectType } from 'type-graphql';
import { Worker } from './remittance.entity';

/** A month that BPJS refused, and the district that sees to it. */
@ObjectType({
  description:
    "A month BPJS refused: the task of the district where the worker lives. The money is still the donor's contribution.",
})
export class RejectionTask {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'Kemendagri code.' })
  kecamatan!: string;

  @Field(() => Worker, { nullable: true, description: 'null for who may not see the worker.' })
  worker?: Worker | null;

  workerId!: string;

  @Field(() => YearMonth)
  month!: Month;

  @Field(() => RupiahScalar)
  amount!: Rupiah;

  @Field(() => String, { description: 'Why BPJS refused it.' })
  reason!: string;

  @Field(() => Date)
  openedAt!: string;

  @Field(() => Date, {
    nullable: true,
    description: 'When an officer saw to it, or BPJS took the month after all.',
  })
  doneAt!: string | null;

  @Field(() => String, { nullable: true, description: 'What the officer did about it.' })
  note!: string | null;
}

export const RejectionTaskConnection = Connection(RejectionTask);
