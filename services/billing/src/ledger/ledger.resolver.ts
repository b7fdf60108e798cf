import {
  afterKey,
  type Context,
  columnsOf,
  type Page,
  PageArgs,
  pageLimit,
  pageOf,
} from '@lindungi/subgraph';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, Authorized, Ctx, Info, Query, Resolver } from 'type-graphql';
import { LedgerTransaction, LedgerTransactionConnection } from './ledger.entity';
import { readLedger } from './ledger.loaders';

@Resolver()
export class LedgerResolver {
  @Authorized('ADMIN', 'TREASURER', 'MAYOR')
  @Query(() => LedgerTransactionConnection, {
    description: 'Every movement of money in this city, latest first.',
  })
  async ledger(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<LedgerTransaction>> {
    const after = afterKey(page.after, 'instant', 'uuid');
    const asked = columnsOf(info, 'edges', 'node');
    const rows = await readLedger(ctx, asked, { after, limit: pageLimit(page.first) });
    return pageOf(rows, page.first, (row) => [row.at, row.id]);
  }
}
