import type { Rupiah } from '@lindungi/jamsostek';
import { RupiahScalar } from '@lindungi/subgraph';
import { Field, ObjectType } from 'type-graphql';

/** What the books say of one donor's money at a moment: the fold of the postings, stored nowhere. */
@ObjectType({
  description: "A donor's account at a moment. `paid` is always `held` + `atBpjs` + `credit`.",
})
export class DonorAccount {
  @Field(() => RupiahScalar, { description: 'What came from the donor and was not taken back.' })
  paid!: Rupiah;

  @Field(() => RupiahScalar, { description: 'Of it, what waits to be sent to BPJS.' })
  held!: Rupiah;

  @Field(() => RupiahScalar, { description: 'Of it, what a branch of BPJS has receipted.' })
  atBpjs!: Rupiah;

  @Field(() => RupiahScalar, { description: 'Of it, what nobody owed: it pays their next invoice.' })
  credit!: Rupiah;
}
