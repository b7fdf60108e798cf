import { bodyOf, RepricingProgressed } from '@lindungi/events';
import {
  afterKey,
  type Context,
  EventCursor,
  gapOf,
  type Page,
  PageArgs,
  pageLimit,
  pageOf,
  type Streamed,
} from '@lindungi/subgraph';
import { Arg, Args, Authorized, Ctx, Query, Resolver, Root, Subscription } from 'type-graphql';
import {
  RepricedMonth,
  RepricedMonthConnection,
  type RepricingRun,
  RepricingUpdate,
} from './repricing.entity';
import { readLastRun, readRepriced } from './repricing.loaders';

@Resolver()
export class RepricingResolver {
  @Authorized('TREASURER', 'ADMIN', 'MAYOR', 'AUDITOR')
  @Query(() => RepricedMonthConnection, {
    description: 'Months whose law changed after their invoice was issued, latest first.',
  })
  async repricedMonths(
    @Arg('left', () => Boolean, {
      defaultValue: false,
      description: 'Only those that were left at their old price, about which a person must agree with BPJS.',
    })
    left: boolean,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
  ): Promise<Page<RepricedMonth>> {
    const after = afterKey(page.after, 'instant', 'uuid', 'text');
    const rows = await readRepriced(ctx, left, { after, limit: pageLimit(page.first) });
    return pageOf(rows, page.first, (row) => [row.at, row.invoiceId, row.month]);
  }

  @Authorized('TREASURER', 'ADMIN', 'AUDITOR')
  @Subscription(() => RepricingUpdate, {
    description:
      'How far the invoices of the city are re-priced by a law that changed: first as it stands, then as it goes on.',
    subscribe: ({ args, context }) => watchRepricing(context as Context, args.after),
  })
  repricingProgress(
    @Root() { value, cursor, gap }: Streamed<RepricingRun | null>,
    @Arg('after', () => EventCursor, { nullable: true, description: 'The last cursor that was seen.' })
    _after: string | null | undefined,
    @Ctx() { language }: Context,
  ): RepricingUpdate {
    return { ...value, cursor, gap: gapOf(gap, language) };
  }
}

const watchRepricing = async (
  ctx: Context,
  after: string | null | undefined,
): Promise<AsyncGenerator<Streamed<RepricingRun | null>>> =>
  ctx.live.stream<RepricingRun | null>({
    city: ctx.city,
    names: [RepricingProgressed.name],
    match: () => true,
    after,
    snapshot: () => readLastRun(ctx),
    change: async (told) => bodyOf(RepricingProgressed, told),
  });
