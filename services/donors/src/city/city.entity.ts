import type { Month, Rupiah } from '@lindungi/jamsostek';
import { RupiahScalar, YearMonth } from '@lindungi/subgraph';
import type { City as CityFile, Post, Relation } from '@lindungi/tenancy';
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Agency } from '../agency/agency.entity';
import { PostEnum } from '../donor/donor.entity';

type FirstMonth = CityFile['pledge']['firstMonth'];
export const FirstMonthEnum: Readonly<Record<FirstMonth, FirstMonth>> = { CURRENT: 'CURRENT', NEXT: 'NEXT' };
registerEnumType(FirstMonthEnum, {
  name: 'PledgeFirstMonth',
  description: 'Whether protection may begin this month, or only next.',
});

type Counted = CityFile['civilServants']['what'];
export const CountedEnum: Readonly<Record<Counted, Counted>> = { ASN: 'ASN', PNS: 'PNS' };
registerEnumType(CountedEnum, { name: 'CivilServantCount', description: 'ASN are PNS and PPPK together.' });

@ObjectType()
export class CityListing {
  @Field(() => String)
  code!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, { description: "What the city calls its movement, 'PNSKU SAHABATKU'." })
  movement!: string;

  @Field(() => String, { description: "Host of the city's portal." })
  portal!: string;
}

@ObjectType()
export class PostQuota {
  @Field(() => PostEnum)
  post!: Post;

  @Field(() => Int)
  workers!: number;
}

@ObjectType()
export class Kelurahan {
  @Field(() => String, { description: "Kemendagri code, '33.74.15.1007'." })
  code!: string;

  @Field(() => String)
  name!: string;
}

@ObjectType()
export class Kecamatan {
  @Field(() => String, { description: "Kemendagri code, '33.74.15'." })
  code!: string;

  @Field(() => String)
  name!: string;

  @Field(() => [Kelurahan])
  kelurahan!: readonly Kelurahan[];
}

@ObjectType({ description: 'An office of BPJS Ketenagakerjaan that serves the city.' })
export class Branch {
  @Field(() => String)
  code!: string;

  @Field(() => String)
  name!: string;
}

@ObjectType({ description: 'How many the movement could reach: a denominator, with its source.' })
export class CivilServants {
  @Field(() => Int)
  count!: number;

  @Field(() => CountedEnum)
  what!: Counted;

  @Field(() => String)
  source!: string;

  @Field(() => String, { description: 'The day, month or year the number is of.' })
  asOf!: string;
}

@ObjectType()
export class PostPotential {
  @Field(() => PostEnum)
  post!: Post;

  @Field(() => Int, { description: 'On the roster.' })
  donors!: number;

  @Field(() => Int, { description: 'Workers the city asks of each.' })
  quota!: number;

  @Field(() => Int)
  workers!: number;
}

@ObjectType({
  description:
    'What the movement would reach if every donor on the roster followed the appeal: no target, no forecast.',
})
export class Potential {
  @Field(() => Int)
  workers!: number;

  @Field(() => RupiahScalar, { description: 'For all these workers, at `price`.' })
  perMonth!: Rupiah;

  @Field(() => YearMonth, { description: 'The month whose contribution `price` is.' })
  month!: Month;

  @Field(() => RupiahScalar, { description: 'For one worker in `month`, in full: no relief is taken off.' })
  price!: Rupiah;

  @Field(() => String, { description: 'The sum in words, for whoever wants to check it.' })
  formula!: string;

  @Field(() => [PostPotential])
  byPost!: PostPotential[];
}

/** A tenant as the graph shows it. Its data is a file; only what is counted comes from tables. */
@ObjectType()
@Directive('@key(fields: "code")')
export class City {
  @Field(() => ID, { description: "Kemendagri code, '3374'." })
  code!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String)
  movement!: string;

  @Field(() => String)
  portal!: string;

  @Field(() => String, { description: 'IANA name; it says which day it is here.' })
  timeZone!: string;

  @Field(() => [Int], { description: 'Months a pledge may last.' })
  pledgeLengths!: readonly number[];

  @Field(() => FirstMonthEnum)
  pledgeFirstMonth!: FirstMonth;

  @Field(() => [PostQuota], { description: 'Workers per donor: an appeal, never a duty.' })
  quota!: PostQuota[];

  @Field(() => [String], { description: 'Who a worker may be to the donor: NEIGHBOUR, FAMILY, ...' })
  relations!: readonly Relation[];

  @Field(() => [Kecamatan])
  kecamatan!: readonly Kecamatan[];

  @Field(() => [Branch])
  branches!: readonly Branch[];

  @Field(() => [Agency])
  agencies!: Agency[];

  @Field(() => CivilServants)
  civilServants!: CivilServants;

  @Field(() => Int, { description: 'Civil servants on the roster, who may give.' })
  donorCount?: number;

  @Field(() => Int, {
    nullable: true,
    description:
      'Donors with at least one pledge they had not withdrawn as this month began, in steps of five; null below five.',
  })
  givingDonorCount?: number | null;

  @Field(() => Potential)
  potential?: Potential;
}
