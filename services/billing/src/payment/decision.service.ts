import { randomUUID } from 'node:crypto';
import { rupiah } from '@lindungi/jamsostek';
import { type Doer, uuidsOf } from '@lindungi/subgraph';
import { type InCity, recordDeed } from '@lindungi/tenancy';
import { reasonOf } from '../alarm/alarm.rules';
import { closeAlarmsAbout } from '../alarm/alarm.service';
import { moved } from '../ledger/ledger.rules';
import { post } from '../ledger/ledger.service';
import type { ProposalState } from '../second-person.rules';
import { mayDecide, needsSecond, type ReversalWhat } from './decision.rules';
import type { LockedPayment } from './payment.rules';
import { DecisionPending, DecisionUnknown, ReversalUnknown } from './reversal.errors';
import { mark } from './reversal.service';

/** What somebody proposes about a parked reversal. */
export interface Proposal {
  paymentId: string;
  decision: ReversalWhat;
  reason: string;
}

/**
 * Decides, or proposes, what becomes of a parked reversal. To wait for BPJS moves nothing and stands at
 * once: if BPJS refuses the months, the desk carries the reversal out by itself. A loss waits for a
 * second person.
 *
 * @param by  who decides
 * @returns the decision's id
 * @throws ReversalUnknown, DecisionPending, ReasonRefused
 */
export async function decideReversal(tx: InCity, proposal: Proposal, by: Doer): Promise<string> {
  const reason = reasonOf(proposal.reason);
  const payment = await lockParked(tx, proposal.paymentId);
  if (!payment || payment.missing === 0) throw new ReversalUnknown();
  const pending = await tx.query(
    `select from reversal_decision where city_id = $1 and payment_id = $2 and state = 'PROPOSED'`,
    [tx.city.code, payment.id],
  );
  if (pending.length > 0) throw new DecisionPending();

  const id = randomUUID();
  const waits = needsSecond(proposal.decision);
  tx.write(
    `insert into reversal_decision
       (city_id, id, payment_id, what, amount, reason, state, proposed_by, decided_by, decided_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, case when $9::text is null then null else now() end)`,
    [
      ...[tx.city.code, id, payment.id, proposal.decision, payment.missing, reason],
      ...(waits ? ['PROPOSED', by.subject, null] : ['APPROVED', by.subject, by.subject]),
    ],
  );
  if (!waits) closeAlarms(tx, payment, reason, by.subject);
  recordDeed(tx, {
    ...{ by, act: 'decideReversal', kind: 'ReversalDecision', object: id, reason },
    after: { what: proposal.decision, paymentId: payment.id, amount: payment.missing },
  });
  return id;
}

/**
 * Approves or refuses a proposed loss. Approved, what is missing leaves the account `loss`, which the
 * programme must make good, and nothing is missing any more; the months BPJS has stay protected.
 *
 * @throws DecisionUnknown, DecisionTaken, OwnDecision, ReversalChanged
 */
export async function endDecision(
  tx: InCity,
  { decisionId, approve }: { decisionId: string; approve: boolean },
  by: Doer,
): Promise<string> {
  const [asked] = await tx.query<{ paymentId: string }>(
    `select payment_id as "paymentId" from reversal_decision where city_id = $1 and id = any($2::uuid[])`,
    [tx.city.code, uuidsOf([{ id: decisionId }])],
  );
  // the payment first, as everybody locks it: who proposes, and the desk
  const payment = asked && (await lockParked(tx, asked.paymentId));
  if (!payment) throw new DecisionUnknown();
  const [decision] = await tx.query<{
    id: string;
    state: ProposalState;
    proposedBy: string;
    amount: number;
    reason: string;
  }>(
    `select id, state, proposed_by as "proposedBy", amount, reason from reversal_decision
      where city_id = $1 and id = any($2::uuid[]) for update`,
    [tx.city.code, uuidsOf([{ id: decisionId }])],
  );
  if (!decision) throw new DecisionUnknown();
  mayDecide(decision, by.subject, approve, payment.missing);

  const state: ProposalState = approve ? 'APPROVED' : 'REFUSED';
  tx.write(
    `update reversal_decision set state = $3, decided_by = $4, decided_at = now() where city_id = $1 and id = $2`,
    [tx.city.code, decision.id, state, by.subject],
  );
  if (approve) {
    bookLoss(tx, payment);
    closeAlarms(tx, payment, decision.reason, by.subject);
  }
  recordDeed(tx, {
    ...{ by, act: 'endReversalDecision', kind: 'ReversalDecision', object: decision.id },
    ...{
      before: { state: decision.state },
      after: { state, paymentId: payment.id, amount: decision.amount },
    },
  });
  return decision.id;
}

function bookLoss(tx: InCity, payment: LockedPayment): void {
  const { provider, providerPaymentId, orderId: reference, missing: amount } = payment;
  // more can only be missing again after more was reversed, so this names each loss once
  const kind = `REVERSAL_LOST:${payment.reversed}`;
  const movement = { why: 'REVERSAL_LOST', provider, providerPaymentId, kind, reference } as const;
  post(tx, movement, moved('loss', [{ account: 'suspense', amount }]));
  mark(tx, payment, payment.reversed, NOTHING);
}

function closeAlarms(tx: InCity, { orderId: reference }: LockedPayment, reason: string, by: string): void {
  closeAlarmsAbout(tx, { code: 'REVERSED_AFTER_REMITTANCE', reference }, reason, by);
}

async function lockParked(tx: InCity, id: string): Promise<LockedPayment | undefined> {
  const [payment] = await tx.query<LockedPayment>(
    `select id, provider, provider_payment_id as "providerPaymentId", order_id as "orderId",
            invoice_id as "invoiceId", state, amount, reversed, missing
       from payment where city_id = $1 and id = any($2::uuid[]) for update`,
    [tx.city.code, uuidsOf([{ id }])],
  );
  return payment;
}

const NOTHING = rupiah(0);
