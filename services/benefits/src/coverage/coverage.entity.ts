import type { LocalDate, Month } from '@lindungi/jamsostek';
import { LocalDateScalar, YearMonth } from '@lindungi/subgraph';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A month of one worker that BPJS has receipted. Written once, when it is heard; never changed. */
@Entity('coverage')
@ObjectType('CoveredMonth', { description: 'A month that BPJS has receipted: protected, not only paid.' })
export class Coverage {
  @PrimaryColumn('text', { name: 'city_id' })
  cityId!: string;

  @PrimaryColumn('uuid', { name: 'worker_id' })
  workerId!: string;

  @PrimaryColumn('text')
  @Field(() => YearMonth)
  month!: Month;

  @Column('uuid', { name: 'pledge_id' })
  pledgeId!: string;

  @Column('uuid', { name: 'donor_id' })
  donorId!: string;

  /** Where the worker lived when BPJS receipted the month: which officer answers for it. */
  @Column('text')
  kecamatan!: string;

  @Column('text')
  @Field(() => String, { description: 'The number of the BPJS receipt.' })
  receipt!: string;

  @Column('date', { name: 'received_on' })
  @Field(() => LocalDateScalar, { description: 'The day BPJS had the money.' })
  receivedOn!: LocalDate;
}

/** As a query answers it. */
export type CoverageRow = Pick<Coverage, 'workerId' | 'month' | 'receipt' | 'receivedOn'>;

/** A worker is beneficiaries'; here only the months BPJS covers. No name, no number, no donor. */
@ObjectType('Worker')
@Directive('@key(fields: "id")')
export class Worker {
  @Field(() => ID)
  id!: string;

  @Field(() => [Coverage], {
    description:
      'Months that BPJS has receipted, in order. A donor sees those of their own pledges, a district officer those of their kecamatan.',
  })
  coverage?: CoverageRow[];
}
