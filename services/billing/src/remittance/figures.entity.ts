import type { Month, Rupiah } from '@lindungi/jamsostek';
import { RupiahScalar, YearMonth } from '@lindungi/subgraph';
import { Field, Int, ObjectType } from 'type-graphql';

/** Where the money of one month and branch is; no person in it. Paid = remitted + on the way + waiting, always. */
@ObjectType({
  description:
    'Where the money of one month and one branch is. paid = remitted + onTheWay + waiting, always.',
})
export class RemittanceFigures {
  @Field(() => String, { description: "Code of the branch, as the city's file names it." })
  branch!: string;

  @Field(() => YearMonth)
  month!: Month;

  @Field(() => Int, { description: 'Workers whose contribution for this month is paid.' })
  workers!: number;

  @Field(() => RupiahScalar, { description: 'What came in for this month.' })
  paid!: Rupiah;

  @Field(() => RupiahScalar, { description: 'What BPJS has receipted.' })
  remitted!: Rupiah;

  @Field(() => RupiahScalar, { description: 'In a list that BPJS has not answered.' })
  onTheWay!: Rupiah;

  @Field(() => RupiahScalar, { description: 'In no list yet, or refused and in none again.' })
  waiting!: Rupiah;

  @Field(() => RupiahScalar, { description: 'Of what waits: what BPJS refused before.' })
  refused!: Rupiah;

  @Field(() => RupiahScalar, {
    description:
      'Of what waits: what an agency deducted from pay, and whose transfer the bank has not seen. In no list before that.',
  })
  awaitingAgencyTransfer!: Rupiah;
}
