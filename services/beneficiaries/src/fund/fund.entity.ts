import type { LocalDate } from '@lindungi/jamsostek';
import { Connection, DateTime, LocalDateScalar } from '@lindungi/subgraph';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { ListFund } from './fund.rules';

export const ListFundEnum: Readonly<Record<ListFund, ListFund>> = {
  APBD: 'APBD',
  APBN: 'APBN',
  DBHCHT: 'DBHCHT',
  CSR: 'CSR',
  BAZNAS: 'BAZNAS',
  SERTAKAN: 'SERTAKAN',
};
registerEnumType(ListFundEnum, {
  name: 'ListFund',
  description: "Whose money pays for people on a list that is not this movement's.",
});

/** A list that was taken in. Its people are nowhere but in the registry, as keyed hashes. */
@ObjectType({ description: "Another fund's list that was taken into the registry; nobody on it is shown." })
export class FundList {
  @Field(() => ID, { description: 'Of this delivery.' })
  id!: string;

  @Field(() => ListFundEnum, { description: 'Whose money.' })
  fund!: ListFund;

  @Field(() => String, { description: 'Who gave the list, as the officer wrote it.' })
  source!: string;

  @Field(() => LocalDateScalar, { description: 'The day the list is of.' })
  listedOn!: LocalDate;

  @Field(() => Int, { description: 'People taken in.' })
  rows!: number;

  @Field(() => DateTime, { description: 'When it was taken in.' })
  importedAt!: string;

  @Field(() => DateTime, { nullable: true, description: 'Since when its months count no more.' })
  withdrawnAt!: string | null;
}

export const FundListConnection = Connection(FundList);

@ObjectType({ description: 'Yes and until when; never who pays, nor where.' })
export class AlreadyProtected {
  @Field(() => Boolean, {
    description:
      'Whether some fund or pledge holds a month of this NIK from this month on, in whatever city.',
  })
  protected!: boolean;

  @Field(() => String, { nullable: true, description: "The last month of the first row of them, '2027-01'." })
  until!: string | null;
}
