import { Share } from '@lindungi/subgraph';
import { Field, ObjectType } from 'type-graphql';

@ObjectType({
  description:
    'How many take part, as this month began, donors in steps of five. Donors are those with a pledge that they have not taken back.',
})
export class Participation {
  @Field(() => String, { description: 'The day the numerators are of.' })
  asOf!: string;

  @Field(() => Share, {
    nullable: true,
    description: "Donors who are PNS, of all PNS; null when the city's file has no number.",
  })
  donorsOfPns!: Share | null;

  @Field(() => Share, {
    nullable: true,
    description: "Donors, of all ASN; null when the city's file has no number.",
  })
  donorsOfAsn!: Share | null;

  @Field(() => Share, { description: 'Donors, of the civil servants on the roster.' })
  donorsOfRoster!: Share;

  @Field(() => Share, {
    description: 'Agencies in which nobody gives, of all. Which ones is told to nobody.',
  })
  agenciesWithoutDonor!: Share;
}
