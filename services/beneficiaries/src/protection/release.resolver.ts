import { columnsOf, Refusal, refusing } from '@lindungi/subgraph';
import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Authorized,
  Ctx,
  Field,
  ID,
  Info,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
} from 'type-graphql';
import { actorOf, askedBy, type BeneficiariesContext } from '../context';
import { Reservation } from './protection.entity';
import { reservationsOfPledges } from './protection.loaders';
import { releaseReservationOnce } from './release.service';

@InputType()
export class ReleaseReservationInput {
  @Field(() => ID)
  pledgeId!: string;

  @Field(() => String, { description: 'Kept in the audit: 10 to 300 letters, and no NIK in it.' })
  reason!: string;

  @Field(() => String)
  idempotencyKey!: string;
}

@ObjectType()
export class ReleaseReservationPayload {
  @Field(() => Reservation, { nullable: true, description: 'As it stands now.' })
  reservation?: object | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@Resolver()
export class ReleaseResolver {
  @Authorized('ADMIN')
  @Mutation(() => ReleaseReservationPayload, {
    description:
      'Frees the months of a pledge that nobody has paid; paid ones stay. Who did so and why is kept. Refuses with ' +
      'RELEASE_REASON_REFUSED, RESERVATION_NOT_FOUND, NOTHING_UNPAID, IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED.',
  })
  releaseReservation(
    @Arg('input', () => ReleaseReservationInput) input: ReleaseReservationInput,
    @Ctx() ctx: BeneficiariesContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ReleaseReservationPayload> {
    const desk = { vault: ctx.own.vault, by: actorOf(ctx) };
    return refusing<ReleaseReservationPayload>(ctx, async () => {
      const asked = askedBy(ctx, 'releaseReservation', input);
      await ctx.inCity((tx) => releaseReservationOnce(tx, asked, input, desk));
      const pledges = [{ id: input.pledgeId.toLowerCase() }];
      const names = columnsOf(info, 'reservation');
      return { reservation: (await reservationsOfPledges(pledges, ctx, names, {}, info))[0] ?? null };
    });
  }
}
