import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';

/** An OPD of the city, from the city's file: no table. */
@ObjectType({ description: 'An office of the city (OPD) whose civil servants give.' })
@Directive('@key(fields: "id")')
export class Agency {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: "As the city's file names it, 'DISDIK'." })
  code!: string;

  @Field(() => String)
  name!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Donors on the roster. Null unless the caller is MAYOR, TREASURER or ADMIN.',
  })
  donorCount?: number | null;
}
