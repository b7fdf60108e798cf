import { columnsOf, type Page, PageArgs } from '@lindungi/subgraph';
import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
  ArgsType,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Info,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Agency } from '../agency/agency.entity';
import { type AgencyRow, agencyByCode } from '../agency/agency.service';
import type { DonorsContext } from '../context';
import { Donor, DonorConnection } from './donor.entity';
import type { DonorRow } from './donor.loaders';
import { donorPage, ownDonor, readDonors } from './donor.service';
import { Viewer } from './viewer.entity';

@ArgsType()
class DonorsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only the donors of this agency.' })
  agency?: string | null;
}

@Resolver(() => Donor)
export class DonorResolver {
  @Query(() => Donor, {
    nullable: true,
    description: 'A donor sees only itself, a TREASURER who works in the own agency, ADMIN all.',
  })
  async donor(
    @Arg('id', () => ID) id: string,
    @Ctx() ctx: DonorsContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object | null> {
    return (await readDonors([{ id }], ctx, columnsOf(info)))[0] ?? null;
  }

  @Authorized('TREASURER', 'ADMIN')
  @Query(() => DonorConnection, {
    description:
      "The roster by name: a treasurer's own agency, the administrator's city. Refuses with AGENCY_UNKNOWN.",
  })
  donors(
    @Args(() => DonorsArgs) list: DonorsArgs,
    @Ctx() ctx: DonorsContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<DonorRow>> {
    return donorPage(ctx, list, columnsOf(info, 'edges', 'node'));
  }

  @FieldResolver(() => Agency, { nullable: true })
  agency(@Root() { agencyCode }: DonorRow, @Ctx() { city }: DonorsContext): AgencyRow | null {
    return agencyByCode(city, agencyCode);
  }
}

@Resolver(() => Viewer)
export class ViewerResolver {
  @Query(() => Viewer, { nullable: true, description: 'Null for a visitor.' })
  me(@Ctx() { principal: { subject, roles } }: DonorsContext): Pick<Viewer, 'subject' | 'roles'> | null {
    return subject === null ? null : { subject, roles };
  }

  @FieldResolver(() => Donor, { nullable: true })
  donor(@Ctx() ctx: DonorsContext, @Info() info: GraphQLResolveInfo): Promise<DonorRow | null> {
    return ownDonor(ctx, columnsOf(info));
  }
}
