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
import { Args, ArgsType, Authorized, Ctx, Field, Info, Query, Resolver } from 'type-graphql';
import {
  LedgerBalance,
  LedgerBalanceConnection,
  LedgerHead,
  LedgerTransaction,
  LedgerTransactionConnection,
} from './ledger.entity';
import { readBalances, readHead, readLedger } from './ledger.loaders';

@ArgsType()
class BalancesArgs extends PageArgs {
  @Field(() => Date, {
    nullable: true,
    description: 'With all that was posted until then; now when it is left out.',
  })
  at?: Date | null;

  @Field(() => String, {
    defaultValue: '',
    description: "Only accounts that begin so: 'held:', 'bpjs:semarang-pemuda' (by month).",
  })
  startsWith!: string;
}

@Resolver()
export class LedgerResolver {
  @Authorized('ADMIN', 'TREASURER', 'MAYOR', 'AUDITOR')
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

  @Authorized('ADMIN', 'TREASURER', 'MAYOR', 'AUDITOR')
  @Query(() => LedgerBalanceConnection, {
    description: 'What stood in every account that was not empty at a moment, by account.',
  })
  async ledgerBalances(
    @Args(() => BalancesArgs) { at, startsWith, ...page }: BalancesArgs,
    @Ctx() ctx: Context,
  ): Promise<Page<LedgerBalance>> {
    const after = afterKey(page.after, 'text');
    const rows = await readBalances(
      ctx,
      { at: at ?? null, startsWith },
      { after, limit: pageLimit(page.first) },
    );
    return pageOf(rows, page.first, (row) => [row.account]);
  }

  @Authorized('ADMIN', 'TREASURER', 'MAYOR', 'AUDITOR')
  @Query(() => LedgerHead, {
    nullable: true,
    description: 'The newest link of the chain over the ledger; null before the first transaction.',
  })
  ledgerHead(@Ctx() ctx: Context): Promise<LedgerHead | null> {
    return readHead(ctx);
  }
}
