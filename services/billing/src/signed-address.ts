import { Field, ObjectType } from 'type-graphql';

@ObjectType({
  description: 'An address that stands for its holder for a few minutes; it is shown to nobody else.',
})
export class SignedAddress {
  @Field(() => String, { description: "A path on the graph's own host." })
  path!: string;

  @Field(() => Date)
  until!: Date;
}
