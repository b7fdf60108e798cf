import type { Rupiah } from '@lindungi/jamsostek';
import { type Doer, uuidOf } from '@lindungi/subgraph';
import { type InCity, type PaymentProviderName, paymentWays, recordDeed } from '@lindungi/tenancy';
import { reasonOf } from '../alarm/alarm.rules';
import { type LedgerReason, type MoneySource, type Posting, providerAccount } from '../ledger/ledger.rules';
import { nextMovement, post } from '../ledger/ledger.service';
import {
  DisbursementIsYourOwn,
  NoDisbursement,
  StatementLineDecided,
  StatementLineUnknown,
} from './disbursement.errors';
import { disbursementPostings, takenBack } from './disbursement.rules';

interface Line {
  id: string;
  statementId: string;
  direction: 'IN' | 'OUT';
  amount: Rupiah;
  disbursedBy: PaymentProviderName | null;
  fee: Rupiah | null;
  decidedBy: string | null;
}

/**
 * Books a line of a bank's statement as what a provider handed over. It is no money anew: what was paid stands in the books
 * since the provider told of it, and this settles the provider's account.
 *
 * @param fee  what the provider kept of it, in rupiah
 * @returns the statement's id
 * @throws StatementLineUnknown, StatementLineDecided, NoDisbursement, FeeRefused, DisbursementTooLarge
 */
export async function bookDisbursement(
  tx: InCity,
  { lineId, provider: named, fee }: { lineId: string; provider: MoneySource; fee: Rupiah },
  by: Doer,
): Promise<string> {
  const line = await lockLine(tx, lineId);
  if (line.decidedBy) throw new StatementLineDecided();
  const provider = paymentWays(tx.city).find((way) => way.provider === named)?.provider;
  if (!provider || line.direction === 'OUT') throw new NoDisbursement();
  const disbursement = { provider, amount: line.amount, fee };
  await postDisbursement(
    tx,
    line.id,
    'DISBURSEMENT',
    disbursementPostings(disbursement, await keptBy(tx, provider)),
  );
  tx.write(
    `update statement_line set state = 'ACCEPTED', matched_by = 'DISBURSEMENT', disbursed_by = $3, fee = $4, invoice_id = null,
            bill_id = null, decided_by = $5, decided_at = now()
      where city_id = $1 and id = $2`,
    [tx.city.code, line.id, provider, fee, by.subject],
  );
  recordDeed(tx, {
    ...{ by, act: 'bookDisbursement', kind: 'StatementLine', object: line.id },
    after: { provider, amount: line.amount, fee },
  });
  return line.statementId;
}

/**
 * Takes back that a line was a disbursement, or how large its fee was: it waits to be decided anew.
 *
 * @param by  not who booked it
 * @returns the statement's id
 * @throws StatementLineUnknown, NoDisbursement, DisbursementIsYourOwn, ReasonRefused
 */
export async function takeBackDisbursement(
  tx: InCity,
  wish: { lineId: string; reason: string },
  by: Doer,
): Promise<string> {
  const reason = reasonOf(wish.reason);
  const line = await lockLine(tx, wish.lineId);
  const { disbursedBy: provider, fee, amount } = line;
  if (!provider || fee === null) throw new NoDisbursement();
  if (line.decidedBy === by.subject) throw new DisbursementIsYourOwn();
  await postDisbursement(tx, line.id, 'DISBURSEMENT_TAKEN_BACK', takenBack({ provider, amount, fee }));
  tx.write(
    `update statement_line set state = 'UNMATCHED', matched_by = null, disbursed_by = null, fee = null, decided_by = null,
            decided_at = null where city_id = $1 and id = $2`,
    [tx.city.code, line.id],
  );
  recordDeed(tx, {
    ...{ by, act: 'takeBackDisbursement', kind: 'StatementLine', object: line.id, reason },
    before: { provider, amount, fee },
  });
  return line.statementId;
}

async function postDisbursement(
  tx: InCity,
  lineId: string,
  why: Extract<LedgerReason, 'DISBURSEMENT' | 'DISBURSEMENT_TAKEN_BACK'>,
  postings: readonly Posting[],
): Promise<void> {
  const name = { provider: 'BANK', providerPaymentId: lineId } as const;
  const kind = `${why}:${await nextMovement(tx, name)}`;
  post(tx, { why, ...name, kind, reference: `statement:${lineId}` }, postings);
}

/** What a provider was paid and has not handed over; two disbursements of one provider are booked one after the other. */
async function keptBy(tx: InCity, provider: PaymentProviderName): Promise<Rupiah> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `disbursement ${tx.city.code} ${provider}`,
  ]);
  const [row] = await tx.query<{ kept: Rupiah }>(
    `select greatest(coalesce(-sum(amount), 0), 0)::bigint as kept from posting where city_id = $1 and account = $2`,
    [tx.city.code, providerAccount(provider)],
  );
  return row!.kept;
}

async function lockLine(tx: InCity, id: string): Promise<Line> {
  const [line] = await tx.query<Line>(
    `select id, statement_id as "statementId", direction, amount, disbursed_by as "disbursedBy", fee, decided_by as "decidedBy"
       from statement_line where city_id = $1 and id = $2 for update`,
    [tx.city.code, uuidOf(id)],
  );
  if (!line) throw new StatementLineUnknown();
  return line;
}
