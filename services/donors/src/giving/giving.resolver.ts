import { asMutation, Connection, type Page, PageArgs, Refusal } from '@lindungi/subgraph';
import {
  Arg,
  Args,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
} from 'type-graphql';
import { City } from '../city/city.entity';
import type { DonorsContext } from '../context';
import { participationOf } from './giving.service';
import { Participation } from './participation.entity';
import { thank, thankedPage } from './thanks.service';

@ObjectType({ description: 'Somebody who wants to be thanked in public.' })
export class ThankedDonor {
  @Field(() => String)
  name!: string;
}

const ThankedDonorConnection = Connection(ThankedDonor);

@InputType()
export class ThankMePubliclyInput {
  @Field(() => Boolean, { description: 'False takes the name off the list, at once.' })
  on!: boolean;

  @Field(() => String)
  idempotencyKey!: string;
}

@ObjectType()
export class ThankMePubliclyPayload {
  @Field(() => Boolean, { nullable: true })
  on?: boolean | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@Resolver(() => City)
export class GivingResolver {
  @FieldResolver(() => Participation)
  participation(@Ctx() ctx: DonorsContext): Promise<Participation> {
    return participationOf(ctx);
  }

  @FieldResolver(() => ThankedDonorConnection, {
    description: 'Those who asked to be thanked in public, by name; nobody else.',
  })
  thanked(@Args(() => PageArgs) page: PageArgs, @Ctx() ctx: DonorsContext): Promise<Page<ThankedDonor>> {
    return thankedPage(ctx, page);
  }

  @Authorized('DONOR')
  @Mutation(() => ThankMePubliclyPayload, {
    description:
      'Lists the caller by name among those who are thanked in public, or takes them off. Nobody is listed without it. Refuses ' +
      'with NOTHING_TO_THANK, IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED.',
  })
  thankMePublicly(
    @Arg('input', () => ThankMePubliclyInput) input: ThankMePubliclyInput,
    @Ctx() ctx: DonorsContext,
  ): Promise<ThankMePubliclyPayload> {
    return asMutation<ThankMePubliclyPayload, boolean>(
      ctx,
      { mutation: 'thankMePublicly', input },
      (tx, by) => thank(tx, { donorId: by.subject, on: input.on }, by),
      async (on) => ({ on }),
    );
  }
}
