import { type Columns, type Context, groupFor, selectList, uuidsOf } from '@lindungi/subgraph';
import type { LedgerBalance, LedgerHead, LedgerPosting, LedgerTransaction } from './ledger.entity';

const columns: Columns = {
  id: 'id',
  why: 'why',
  at: 'at',
  reference: 'reference',
  postings: ['id'],
};

const postingColumns: Columns = { transactionId: 'transaction_id', account: 'account', amount: 'amount' };

/** The ledger's transactions, latest first, from `after` on. */
export function readLedger(
  ctx: Context,
  asked: string[],
  page: { after: readonly unknown[] | undefined; limit: number },
): Promise<LedgerTransaction[]> {
  return ctx.read<LedgerTransaction>(
    `select ${selectList(columns, asked, ['id', 'at'])} from ledger_transaction
      where city_id = $1 and ($2::timestamptz is null or (at, id) < ($2, $3::uuid))
      order by at desc, id desc limit $4`,
    [ctx.city.code, page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit],
  );
}

/** The postings of each transaction, in the order they were written. */
export async function postingsOfTransactions(
  transactions: readonly { id: string }[],
  ctx: Context,
  asked: string[],
): Promise<LedgerPosting[][]> {
  const postings = await ctx.read<LedgerPosting & { transactionId: string }>(
    `select ${selectList(postingColumns, asked, ['transactionId'])} from posting
      where city_id = $1 and transaction_id = any($2::uuid[]) order by transaction_id, line`,
    [ctx.city.code, uuidsOf(transactions)],
  );
  return groupFor(
    transactions.map(({ id }) => id),
    postings,
    ({ transactionId }) => transactionId,
  );
}

/** Which balances are asked for: of accounts that begin so, at this moment. */
export interface BalancesWish {
  startsWith: string;
  at: Date | null;
}

/** What stood in each account that was not empty, by account, from `after` on. */
export function readBalances(
  ctx: Context,
  { startsWith, at }: BalancesWish,
  page: { after: readonly unknown[] | undefined; limit: number },
): Promise<LedgerBalance[]> {
  return ctx.read<LedgerBalance>(
    `select account, sum(amount)::bigint as amount from posting
       join ledger_transaction it on it.city_id = posting.city_id and it.id = posting.transaction_id
      where posting.city_id = $1 and starts_with(account, $2) and ($3::timestamptz is null or it.at <= $3)
        and ($4::text is null or account > $4)
      group by account having sum(amount) <> 0 order by account limit $5`,
    [
      ctx.city.code,
      startsWith.replaceAll('\0', ''),
      at?.toISOString() ?? null,
      page.after?.[0] ?? null,
      page.limit,
    ],
  );
}

/** The newest link of the chain, or null before the first transaction. */
export async function readHead(ctx: Context): Promise<LedgerHead | null> {
  const [head] = await ctx.read<LedgerHead>(
    `select number::int as number, encode(hash, 'hex') as hash from ledger_link
      where city_id = $1 order by ledger_link.number desc limit 1`,
    [ctx.city.code],
  );
  return head ?? null;
}
