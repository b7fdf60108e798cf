import { Share } from '@lindungi/subgraph';
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
    description:
      'Donors on the roster. Null unless the caller is MAYOR, AUDITOR, TREASURER or ADMIN, or the HEAD of this agency.',
  })
  donorCount?: number | null;

  @Field(() => Share, {
    nullable: true,
    description:
      'Who gave as this month began, of those on the roster, in steps of five, for the same callers. Null besides where fewer ' +
      'than five give or fewer than five do not, and where an open number would give a closed one away.',
  })
  giving?: Share | null;
}
