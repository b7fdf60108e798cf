import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { DonorsContext } from '../context';
import { Agency } from './agency.entity';
import { type AgencyRow, agenciesOf } from './agency.service';

@Resolver()
export class AgencyResolver {
  @Query(() => Agency, { nullable: true, description: "An agency of the caller's city." })
  agency(@Arg('id', () => ID) id: string, @Ctx() { city }: DonorsContext): AgencyRow | null {
    return agenciesOf(city).find((agency) => agency.id === id) ?? null;
  }
}
