import type { Law } from '@lindungi/jamsostek';
import {
  afterKey,
  asMutation,
  type Context,
  type Page,
  PageArgs,
  pageLimit,
  pageOf,
  Refusal,
} from '@lindungi/subgraph';
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
import { Worker } from '../remittance/remittance.entity';
import { LapseCountdown, LapseCountdownConnection } from './lapse.entity';
import { readCountdowns } from './lapse.loaders';
import { countdownsSeenBy } from './lapse.rules';
import { PoolOffer, PoolOfferConnection } from './pool.entity';
import { readPool } from './pool.loaders';
import { offerToPool } from './pool.service';

type LawContext = Context<{ law: Law }>;

@InputType()
export class OfferToPoolInput {
  @Field(() => ID)
  workerId!: string;

  @Field(() => String)
  idempotencyKey!: string;
}

@ObjectType()
export class OfferToPoolPayload {
  @Field(() => PoolOffer, { nullable: true })
  offer?: PoolOffer | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@Resolver(() => LapseCountdown)
export class LapseResolver {
  @Authorized('DONOR', 'DISTRICT', 'TREASURER', 'ADMIN')
  @Query(() => LapseCountdownConnection, {
    description:
      "Workers whose cover ends this month or has ended, the longest without first: a donor's own, an officer's kecamatan, or the city's.",
  })
  async lapseCountdowns(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: LawContext,
  ): Promise<Page<LapseCountdown>> {
    const after = afterKey(page.after, 'month', 'uuid');
    const rows = await readCountdowns(ctx, { after, limit: pageLimit(page.first) });
    return pageOf(rows, page.first, (row) => [row.coveredThrough, row.workerId]);
  }

  @Authorized('DONOR', 'DISTRICT', 'TREASURER', 'ADMIN')
  @Query(() => PoolOfferConnection, {
    description: 'Workers for whom another donor is looked for, the longest waiting first.',
  })
  async pool(@Args(() => PageArgs) page: PageArgs, @Ctx() ctx: LawContext): Promise<Page<PoolOffer>> {
    const after = afterKey(page.after, 'instant', 'uuid');
    const rows = await readPool(ctx, { after, limit: pageLimit(page.first) });
    return pageOf(rows, page.first, (row) => [row.offeredAt, row.id]);
  }

  @Authorized('DONOR', 'DISTRICT', 'ADMIN')
  @Mutation(() => OfferToPoolPayload, {
    description:
      'Hands a worker to whichever donor will pay next: the donor who paid last, the officer of the kecamatan, or the ' +
      'administrator. Refuses with POOL_WORKER_UNKNOWN, POOL_TOO_LATE, POOL_NEXT_MONTH_PAID, POOL_PLEDGE_OPEN, ' +
      'IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_MALFORMED.',
  })
  offerToPool(
    @Arg('input', () => OfferToPoolInput) input: OfferToPoolInput,
    @Ctx() ctx: LawContext,
  ): Promise<OfferToPoolPayload> {
    const seen = countdownsSeenBy(ctx.principal) ?? { donorId: '', kecamatan: '' };
    const wish = { workerId: input.workerId.toLowerCase(), today: ctx.today };
    return asMutation<OfferToPoolPayload, string>(
      ctx,
      { mutation: 'offerToPool', input },
      (tx, by) => offerToPool(tx, ctx.own.law, { ...wish, by }, seen),
      async (id) => ({ offer: (await readPool(ctx, { id, limit: 1 }))[0] ?? null }),
    );
  }

  @FieldResolver(() => Worker, { nullable: true })
  worker(@Root() { workerId }: LapseCountdown): Worker {
    return { id: workerId };
  }
}
