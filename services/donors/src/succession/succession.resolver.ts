import { type Page, PageArgs, Refusal, refusing } from '@lindungi/subgraph';
import { once } from '@lindungi/tenancy';
import {
  Arg,
  Args,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Agency } from '../agency/agency.entity';
import { agencyByCode } from '../agency/agency.service';
import { askedBy, type DonorsContext } from '../context';
import { PledgeSuccession, PledgeSuccessionConnection } from './succession.entity';
import { type SuccessionRow, successionById, successionPage } from './succession.loaders';
import { offerSuccession, poolSuccession } from './succession.service';
import { actingFor } from './treasurer';

@InputType()
export class PoolSuccessionInput {
  @Field(() => ID)
  successionId!: string;

  @Field(() => String)
  idempotencyKey!: string;
}

@InputType()
export class OfferSuccessionInput extends PoolSuccessionInput {
  @Field(() => ID, { description: 'Id of the donor who is asked.' })
  colleagueId!: string;
}

@ObjectType()
export class OfferSuccessionPayload {
  @Field(() => PledgeSuccession, { nullable: true })
  succession?: SuccessionRow | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@ObjectType()
export class PoolSuccessionPayload extends OfferSuccessionPayload {}

@Resolver(() => PledgeSuccession)
export class SuccessionResolver {
  @Authorized('TREASURER', 'ADMIN')
  @Query(() => PledgeSuccessionConnection, {
    description:
      "Pledges of those who left, the oldest first: a treasurer's own agency, the administrator's city.",
  })
  async pledgeSuccessions(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: DonorsContext,
  ): Promise<Page<SuccessionRow>> {
    return successionPage(ctx, (await actingFor(ctx)).agency, page);
  }

  @Authorized('TREASURER', 'ADMIN')
  @Mutation(() => OfferSuccessionPayload, {
    description:
      'Asks a colleague to go on with a pledge of somebody who left. Refuses with SUCCESSION_UNKNOWN, HANDOVER_TO_ONESELF, ' +
      'PLEDGE_NOT_RESERVED, PLEDGE_UNKNOWN, IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED.',
  })
  offerSuccession(
    @Arg('input', () => OfferSuccessionInput) input: OfferSuccessionInput,
    @Ctx() ctx: DonorsContext,
  ): Promise<OfferSuccessionPayload> {
    return refusing<OfferSuccessionPayload>(ctx, async () => {
      const who = await actingFor(ctx);
      await ctx.inCity((tx) =>
        once(tx, askedBy(ctx, 'offerSuccession', input), () =>
          offerSuccession(tx, input, who, ctx.principal, ctx.thisMonth),
        ),
      );
      return { succession: await successionById(ctx, who.agency, input.successionId) };
    });
  }

  @Authorized('TREASURER', 'ADMIN')
  @Mutation(() => PoolSuccessionPayload, {
    description:
      'Gives up what is unpaid of a pledge whose donor left, and lets any donor of the city go on: as soon as BPJS has ' +
      'receipted what is paid, until when it stays OPEN. Refuses with ' +
      'SUCCESSION_UNKNOWN, PLEDGE_ALREADY_WITHDRAWN, IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED.',
  })
  poolSuccession(
    @Arg('input', () => PoolSuccessionInput) input: PoolSuccessionInput,
    @Ctx() ctx: DonorsContext,
  ): Promise<PoolSuccessionPayload> {
    return refusing<PoolSuccessionPayload>(ctx, async () => {
      const who = await actingFor(ctx);
      await ctx.inCity((tx) =>
        once(tx, askedBy(ctx, 'poolSuccession', input), () =>
          poolSuccession(tx, input.successionId, who, ctx.principal, ctx.thisMonth),
        ),
      );
      return { succession: await successionById(ctx, who.agency, input.successionId) };
    });
  }

  @FieldResolver(() => Agency, { nullable: true })
  agency(@Root() { agencyCode }: SuccessionRow, @Ctx() { city }: DonorsContext): { id: string } | null {
    return agencyByCode(city, agencyCode);
  }
}
