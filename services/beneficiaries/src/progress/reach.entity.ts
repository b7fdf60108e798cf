import { Share } from '@lindungi/subgraph';
import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'How far the movement reaches: each share with both its numbers.' })
export class Reach {
  @Field(() => Share, {
    nullable: true,
    description: "Workers registered, of all ASN; null when the city's file has no number of ASN.",
  })
  workersOfAsn!: Share | null;

  @Field(() => Share, { description: 'Workers whom BPJS has receipted for this month, of those registered.' })
  activeOfRegistered!: Share;
}
