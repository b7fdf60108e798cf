import type { LocalDate, Month, Sector } from '@lindungi/jamsostek';
import { Connection, LocalDateScalar, YearMonth } from '@lindungi/subgraph';
import { Field, ID, ObjectType } from 'type-graphql';
import { SectorEnum } from '../invoice/invoice.entity';

/** A worker for whom another donor is looked for; of the person nothing but where and what kind of work. */
@ObjectType({
  description:
    'A worker for whom another donor is looked for: offer a pledge for this id. Of the person nothing is told.',
})
export class PoolOffer {
  @Field(() => ID)
  id!: string;

  @Field(() => ID, { description: 'For `offerPledge`.' })
  workerId!: string;

  @Field(() => String, { description: 'Kemendagri code.' })
  kecamatan!: string;

  @Field(() => SectorEnum, { description: 'It decides the price.' })
  sector!: Sector;

  @Field(() => YearMonth, { description: 'The last month BPJS has receipted.' })
  coveredThrough!: Month;

  @Field(() => LocalDateScalar, { description: 'The last day to pay arrears.' })
  graceEndsOn!: LocalDate;

  @Field(() => Date)
  offeredAt!: string;
}

export const PoolOfferConnection = Connection(PoolOffer);
