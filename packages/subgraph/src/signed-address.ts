import 'reflect-metadata';
import { Directive, Field, ObjectType } from 'type-graphql';

/** Where a file is fetched from or sent to; the path itself is the right to do so. */
@ObjectType({
  description: 'An address that stands for its holder for a few minutes; it is shown to nobody else.',
})
@Directive('@shareable')
export class SignedAddress {
  @Field(() => String, { description: "A path on the graph's own host." })
  path!: string;

  @Field(() => Date)
  until!: Date;
}
