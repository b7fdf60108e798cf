import { afterKey, type Context, type Page, PageArgs, pageLimit, pageOf } from '@lindungi/subgraph';
import { Arg, Args, Authorized, Ctx, Query, Resolver } from 'type-graphql';
import { RepricedMonth, RepricedMonthConnection } from './repricing.entity';
import { readRepriced } from './repricing.loaders';

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
}
