import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** An agency; owned by donors. */
@ObjectType()
@Directive('@key(fields: "id", resolvable: false)')
export class Agency {
  @Field(() => ID)
  id!: string;
}

/** A donor; owned by donors. */
@ObjectType()
@Directive('@key(fields: "id", resolvable: false)')
export class Donor {
  @Field(() => ID)
  id!: string;
}
