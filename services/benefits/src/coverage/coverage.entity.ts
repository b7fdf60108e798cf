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

  @Field(() => [Coverage], { description: 'Months that BPJS has receipted, in order.' })
  coverage?: CoverageRow[];
}
