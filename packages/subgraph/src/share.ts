import 'reflect-metadata';
import { Directive, Field, Int, ObjectType } from 'type-graphql';

/** A part of a whole, never told as a percentage alone: both numbers, and where the second is from. */
@ObjectType({ description: 'A part of a whole: both numbers, so that anybody can check.' })
@Directive('@shareable')
export class Share {
  @Field(() => Int)
  numerator!: number;

  @Field(() => Int)
  denominator!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Where the denominator is from; null when it is counted here.',
  })
  source!: string | null;

  @Field(() => String, { nullable: true, description: 'The day, month or year the denominator is of.' })
  asOf!: string | null;
}
