import { type Rupiah, rupiah } from '@lindungi/jamsostek';
import type { Doer } from '@lindungi/subgraph';
import { type InCity, type PaymentProviderName, paymentWays, recordDeed } from '@lindungi/tenancy';
import { reasonOf } from '../alarm/alarm.rules';
import { type LedgerReason, type MoneySource, providerAccount } from '../ledger/ledger.rules';
import { nextMovement, post } from '../ledger/ledger.service';
import { NoPayout, PayoutIsYourOwn, StatementLineDecided, StatementLineUnknown } from './payout.errors';
import { payoutPostings, takenBack } from './payout.rules';

interface Line {
  id: string;
  statementId: string;
  direction: 'IN' | 'OUT';
  amount: Rupiah;
  payoutOf: PaymentProviderName | null;
  fee: Rupiah | null;
  decidedBy: string | null;
}

/**
 * Books a line of a bank's statement as what a provider handed over. It is no money anew: what was paid stands in the books
 * since the provider told of it, and this settles the provider's account.
 *
 * @param fee  what the provider kept of it, in rupiah
 * @returns the statement's id
 * @throws StatementLineUnknown, StatementLineDecided, NoPayout, FeeRefused, PayoutTooLarge
 */
export async function bookPayout(
  tx: InCity,
  { lineId, provider: named, fee }: { lineId: string; provider: MoneySource; fee: Rupiah },
  by: Doer,
): Promise<string> {
  const line = await lockLine(tx, lineId);
  if (line.decidedBy) throw new StatementLineDecided();
  const provider = paymentWays(tx.city).find((way) => way.provider === named)?.provider;
  if (!provider || line.direction === 'OUT') throw new NoPayout();
  const payout = { provider, amount: line.amount, fee };
  await postPayout(tx, line.id, 'PAYOUT', payoutPostings(payout, await keptBy(tx, provider)));
  tx.write(
    `update statement_line set state = 'ACCEPTED', matched_by = 'PAYOUT', payout_of = $3, fee = $4, invoice_id = null,
            bill_id = null, decided_by = $5, decided_at = now()
      where city_id = $1 and id = $2`,
    [tx.city.code, line.id, provider, fee, by.subject],
  );
  recordDeed(tx, {
    ...{ by, act: 'bookProviderPayout', kind: 'StatementLine', object: line.id },
    after: { provider, amount: line.amount, fee },
  });
  return line.statementId;
}

/**
 * Takes back that a line was a payout, or how large its fee was: it waits to be decided anew.
 *
 * @param by  not who booked it
 * @returns the statement's id
 * @throws StatementLineUnknown, NoPayout, PayoutIsYourOwn, ReasonRefused
 */
export async function takeBackPayout(
  tx: InCity,
  wish: { lineId: string; reason: string },
  by: Doer,
): Promise<string> {
  const reason = reasonOf(wish.reason);
  const line = await lockLine(tx, wish.lineId);
  const { payoutOf: provider, fee, amount } = line;
  if (!provider || fee === null) throw new NoPayout();
  if (line.decidedBy === by.subject) throw new PayoutIsYourOwn();
  const there = payoutPostings({ provider, amount, fee }, rupiah(amount + fee));
  await postPayout(tx, line.id, 'PAYOUT_TAKEN_BACK', takenBack(there));
  tx.write(
    `update statement_line set state = 'UNMATCHED', matched_by = null, payout_of = null, fee = null, decided_by = null,
            decided_at = null where city_id = $1 and id = $2`,
    [tx.city.code, line.id],
  );
  recordDeed(tx, {
    ...{ by, act: 'takeBackProviderPayout', kind: 'StatementLine', object: line.id, reason },
    before: { provider, amount, fee },
  });
  return line.statementId;
}

async function postPayout(
  tx: InCity,
  lineId: string,
  why: Extract<LedgerReason, 'PAYOUT' | 'PAYOUT_TAKEN_BACK'>,
  postings: ReturnType<typeof payoutPostings>,
): Promise<void> {
  const name = { provider: 'BANK', providerPaymentId: lineId } as const;
  const kind = `${why}:${await nextMovement(tx, name)}`;
  post(tx, { why, ...name, kind, reference: `statement:${lineId}` }, postings);
}

/** What a provider was paid and has not handed over; two payouts of one provider are booked one after the other. */
async function keptBy(tx: InCity, provider: PaymentProviderName): Promise<Rupiah> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `payout ${tx.city.code} ${provider}`,
  ]);
  const [row] = await tx.query<{ kept: Rupiah }>(
    `select greatest(coalesce(-sum(amount), 0), 0)::bigint as kept from posting where city_id = $1 and account = $2`,
    [tx.city.code, providerAccount(provider)],
  );
  return row!.kept;
}

async function lockLine(tx: InCity, id: string): Promise<Line> {
  const [line] = await tx.query<Line>(
    `select id, statement_id as "statementId", direction, amount, payout_of as "payoutOf", fee, decided_by as "decidedBy"
       from statement_line where city_id = $1 and id::text = $2 for update`,
    [tx.city.code, id],
  );
  if (!line) throw new StatementLineUnknown();
  return line;
}
