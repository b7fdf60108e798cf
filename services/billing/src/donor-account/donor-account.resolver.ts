import { answeredByChildren } from '@lindungi/subgraph';
import { Arg, FieldResolver, Resolver } from 'type-graphql';
import { Donor } from '../agency/agency.entity';
import { DonorAccount } from './donor-account.entity';

@Resolver(() => Donor)
export class DonorAccountResolver {
  @FieldResolver(() => DonorAccount, {
    nullable: true,
    description:
      'With all that was posted until `at`; now when it is left out. The donor sees their own, a treasurer that of their ' +
      'agency, the administrator any; null for others.',
  })
  account(
    @Arg('at', () => Date, { nullable: true }) _at: Date | null | undefined,
  ): Promise<DonorAccount | null> {
    return answeredByChildren();
  }
}
