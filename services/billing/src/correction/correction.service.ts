import { randomUUID } from 'node:crypto';
import { type Rupiah, rupiah } from '@lindungi/jamsostek';
import { type Doer, uuidOf } from '@lindungi/subgraph';
import { type InCity, recordDeed } from '@lindungi/tenancy';
import type { LedgerReason } from '../ledger/ledger.rules';
import type { LockedPayment } from '../payment/payment.rules';
import { reversePayment } from '../payment/reversal.service';
import type { ProposalState } from '../second-person.rules';
import { takeBackDeducted } from '../transfer/transfer.service';
import { Correction } from './correction.entity';
import { CorrectionAlreadyProposed, CorrectionNotPossible } from './correction.errors';
import { assertCorrectable, assertMayDecide, reasonOf } from './correction.rules';

/**
 * Asks for a transaction to be reversed; nothing is booked yet.
 *
 * @param maker  who asks; another must decide
 * @returns the correction's id
 * @throws TransactionUnknown, CorrectionNotPossible, CorrectionAlreadyProposed, CorrectionReasonRefused
 */
export async function proposeCorrection(
  tx: InCity,
  wish: { transactionId: string; reason: string },
  maker: Doer,
): Promise<string> {
  const reason = reasonOf(wish.reason);
  const transaction = await transactionOf(tx, wish.transactionId);
  assertCorrectable(transaction?.why);
  const payment = await lockPaymentOf(tx, wish.transactionId);
  if (!payment || leftOf(payment) === 0) throw new CorrectionNotPossible();

  const [waiting] = await tx.query(
    `select from correction where city_id = $1 and transaction_id = $2 and state <> 'REFUSED'`,
    [tx.city.code, uuidOf(wish.transactionId)],
  );
  if (waiting) throw new CorrectionAlreadyProposed();
  const id = randomUUID();
  tx.insert(Correction, {
    id,
    transactionId: wish.transactionId,
    reason,
    state: 'PROPOSED',
    proposedBy: maker.subject,
  });
  recordDeed(tx, {
    ...{ by: maker, act: 'proposeCorrection', kind: 'Correction', object: id, reason },
    after: { state: 'PROPOSED', transactionId: wish.transactionId },
  });
  return id;
}

/**
 * Decides what another has proposed. Approved, all that is left of the payment goes back in the books, as when its provider
 * takes it back: what BPJS was sent stays with it, is missing, and calls a person.
 *
 * @param checker  who decides
 * @returns the correction's id
 * @throws CorrectionUnknown, CorrectionAlreadyDecided, CorrectionIsYourOwn, CorrectionNotPossible
 */
export async function decideCorrection(
  tx: InCity,
  { correctionId, approve }: { correctionId: string; approve: boolean },
  checker: Doer,
): Promise<string> {
  const correction = await lockCorrection(tx, correctionId);
  assertMayDecide(correction, checker.subject);
  const state: ProposalState = approve ? 'APPROVED' : 'REFUSED';
  if (approve) await reverse(tx, correction.transactionId);
  tx.write(
    'update correction set state = $3, decided_by = $4, decided_at = now() where city_id = $1 and id = $2',
    [tx.city.code, correction.id, state, checker.subject],
  );
  recordDeed(tx, {
    ...{ by: checker, act: 'decideCorrection', kind: 'Correction', object: correction.id },
    ...{ before: { state: correction.state }, after: { state, transactionId: correction.transactionId } },
  });
  return correction.id;
}

async function reverse(tx: InCity, transactionId: string): Promise<void> {
  const payment = await lockPaymentOf(tx, transactionId);
  // meanwhile its provider may have taken it back
  if (!payment || leftOf(payment) === 0) throw new CorrectionNotPossible();
  const left = leftOf(payment);
  const outcome = await reversePayment(tx, payment, left);
  if (outcome === 'MORE_THAN_CAME') throw new CorrectionNotPossible();
  await takeBackDeducted(tx, payment.id, left);
}

const leftOf = ({ amount, reversed }: LockedPayment): Rupiah => rupiah(amount - reversed);

async function transactionOf(tx: InCity, id: string): Promise<{ why: LedgerReason } | undefined> {
  const [transaction] = await tx.query<{ why: LedgerReason }>(
    'select why from ledger_transaction where city_id = $1 and id = $2',
    [tx.city.code, uuidOf(id)],
  );
  return transaction;
}

/** The payment a transaction booked, locked until this one ends: two proposals come here one after the other. */
async function lockPaymentOf(tx: InCity, transactionId: string): Promise<LockedPayment | undefined> {
  const [payment] = await tx.query<LockedPayment>(
    `select payment.id, payment.provider, payment.provider_payment_id as "providerPaymentId", order_id as "orderId",
            invoice_id as "invoiceId", state, amount, reversed, missing
       from payment join ledger_transaction it on it.city_id = payment.city_id and it.provider = payment.provider
        and it.provider_payment_id = payment.provider_payment_id
      where payment.city_id = $1 and it.id = $2 and it.why = 'PAYMENT' for update of payment`,
    [tx.city.code, uuidOf(transactionId)],
  );
  return payment;
}

interface Locked {
  id: string;
  transactionId: string;
  state: ProposalState;
  proposedBy: string;
}

async function lockCorrection(tx: InCity, id: string): Promise<Locked | undefined> {
  const [correction] = await tx.query<Locked>(
    `select id, transaction_id as "transactionId", state, proposed_by as "proposedBy" from correction
      where city_id = $1 and id = $2 for update`,
    [tx.city.code, uuidOf(id)],
  );
  return correction;
}
