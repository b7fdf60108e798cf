import { type Columns, type Context, groupFor, selectList, uuidsOf } from '@lindungi/subgraph';
import type { LedgerPosting, LedgerTransaction } from './ledger.entity';

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
  const postings = await ctx.read<LedgerPosting>(
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
