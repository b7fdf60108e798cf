import type { Month, Rupiah } from '@lindungi/jamsostek';
import { EventCursor, RupiahScalar, StreamGap, YearMonth } from '@lindungi/subgraph';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Reach } from './reach.entity';

@ObjectType({ description: 'Months of workers in one state each; a rejected month is in none.' })
export class MonthProgress {
  @Field(() => YearMonth)
  month!: Month;

  @Field(() => Int, { description: 'Held by a pledge, not paid.' })
  reserved!: number;

  @Field(() => Int, { description: 'Paid, and not receipted by BPJS yet: no cover.' })
  paid!: number;

  @Field(() => Int, { description: 'Receipted by BPJS.' })
  protected!: number;
}

@ObjectType({ description: 'Counts below five are null to the public: so few people could be recognised.' })
export class KecamatanProgress {
  @Field(() => String, { description: "Kemendagri code, '33.74.15'." })
  code!: string;

  @Field(() => String)
  name!: string;

  @Field(() => Int, { nullable: true })
  workers!: number | null;

  @Field(() => Int, { nullable: true })
  sponsored!: number | null;
}

@ObjectType({ description: "A city's figures, as its public portal shows them." })
export class CityProgress {
  @Field(() => City)
  city!: { code: string };

  @Field(() => Int, { description: 'Registered.' })
  workers!: number;

  @Field(() => Int, { description: 'With at least one month paid or protected.' })
  sponsored!: number;

  @Field(() => Int, { description: 'With a card of BPJS Ketenagakerjaan.' })
  cards!: number;

  @Field(() => RupiahScalar, { description: 'Of invoices that are paid in full, and not reversed.' })
  contributed!: Rupiah;

  @Field(() => [MonthProgress], { description: 'From a year ago to two years ahead.' })
  months!: MonthProgress[];

  @Field(() => [KecamatanProgress])
  kecamatan!: KecamatanProgress[];

  @Field(() => Date, { nullable: true, description: 'Null while nothing has happened yet.' })
  updatedAt!: string | null;
}

/** A city is donors'; here it gets its progress. */
@ObjectType()
@Directive('@key(fields: "code")')
export class City {
  @Field(() => ID)
  code!: string;

  @Field(() => CityProgress)
  progress?: CityProgress;

  @Field(() => Reach)
  reach?: Reach;
}

@ObjectType()
export class CityProgressUpdate {
  @Field(() => CityProgress)
  progress!: CityProgress;

  @Field(() => EventCursor)
  cursor!: string;

  @Field(() => StreamGap, { nullable: true })
  gap!: StreamGap | null;
}
