import type { LocalDate, Month } from '@lindungi/jamsostek';
import { LocalDateScalar, YearMonth } from '@lindungi/subgraph';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { ClaimOutcome } from '../heir/heir.entity';
import { CoverageReason } from './reason.entity';

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

/** One month of a worker as a check answers it; what is invoiced for it, billing says. */
@ObjectType({ description: 'One month of a worker: covered or not, and why.' })
@Directive('@key(fields: "workerId month", resolvable: false)')
export class WorkerMonth {
  @Field(() => ID)
  workerId!: string;

  @Field(() => YearMonth)
  month!: Month;

  @Field(() => Boolean, { description: 'BPJS has receipted it. Not a promise.' })
  covered!: boolean;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description:
      'The first day covered, when a first month was paid late; null for the whole month, or none of it.',
  })
  coveredFrom!: LocalDate | null;

  @Field(() => Int, {
    description: 'Its place among months protected in a row, from 1; 0 when it is not protected.',
  })
  inRow!: number;

  @Field(() => String, { nullable: true, description: 'The number of the BPJS receipt.' })
  receipt!: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The day BPJS had the money.' })
  receivedOn!: LocalDate | null;

  @Field(() => [CoverageReason])
  reasons!: CoverageReason[];
}

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

  @Field(() => ClaimOutcome, {
    nullable: true,
    description:
      'What BPJS decided on a death, for the donor who protected the month, while the heirs allow it; else null.',
  })
  claimOutcome?: ClaimOutcome | null;
}
