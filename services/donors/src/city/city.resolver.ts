import { cities } from '@lindungi/tenancy';
import { Ctx, FieldResolver, Int, Query, Resolver } from 'type-graphql';
import type { DonorsContext } from '../context';
import { givingInCity } from '../giving/giving.service';
import { City, CityListing, Potential } from './city.entity';
import { cityOf, donorCount, potential } from './city.service';

@Resolver(() => City)
export class CityResolver {
  @Query(() => City, { description: 'The city by whose portal or token the caller came.' })
  city(@Ctx() ctx: DonorsContext): City {
    return cityOf(ctx.city);
  }

  @Query(() => [CityListing], { description: 'Every city that takes part: what is on its front door.' })
  cities(): CityListing[] {
    return [...cities().values()].map(({ code, name, movement, portal }) => ({
      code,
      name,
      movement,
      portal,
    }));
  }

  @FieldResolver(() => Int)
  donorCount(@Ctx() ctx: DonorsContext): Promise<number> {
    return donorCount(ctx);
  }

  @FieldResolver(() => Int, { nullable: true })
  givingDonorCount(@Ctx() ctx: DonorsContext): Promise<number | null> {
    return givingInCity(ctx);
  }

  @FieldResolver(() => Potential)
  potential(@Ctx() ctx: DonorsContext): Promise<Potential> {
    return potential(ctx);
  }
}
