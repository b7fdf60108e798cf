import type { Rupiah } from '@lindungi/jamsostek';
import { RupiahScalar } from '@lindungi/subgraph';
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
@Directive('@key(fields: "id")')
export class Donor {
  @Field(() => ID)
  id!: string;

  @Field(() => RupiahScalar, {
    nullable: true,
    description:
      'Rupiah that came and nobody owed: it pays the whole months of their next invoice. The donor sees their own, ' +
      'a treasurer that of their agency, the administrator any; null for others.',
  })
  credit?: Rupiah | null;
}
