import { randomUUID } from 'node:crypto';
import type { BodyOf, WorkerReserved } from '@lindungi/events';
import { type Rupiah, rupiah } from '@lindungi/jamsostek';
import type { Doer } from '@lindungi/subgraph';
import { type InCity, recordDeed } from '@lindungi/tenancy';
import { type LeftOver, lockLeftOver, passOn } from '../credit/credit.service';
import { lockNewest, lockPayable } from '../invoice/invoice.service';
import { moved } from '../ledger/ledger.rules';
import { post } from '../ledger/ledger.service';
import { transferReference } from '../remittance/approval.rules';
import { awaitsTransfer } from '../transfer/transfer.service';
import { MoneyNotHere, RestartImpossible } from './parked.errors';
import { assertParked, type Choice, creditOf } from './parked.rules';

/** Where a refund leaves from: the city's own account. */
const BANK = 'provider:bank';

/** What a treasurer decides about money that is left over of a payment. */
export interface Decision {
  paymentId: string;
  choice: Choice;
  invoiceNumber?: string | null | undefined;
  transferReference?: string | null | undefined;
}

/**
 * Uses what is left over of a payment: for another invoice (as far as that is owed), back to who paid it, or kept
 * for the next invoice of the same donor and worker.
 *
 * @returns the amount that was used
 * @throws NothingParked, MoneyNotHere, InvoiceNotOpen, RestartImpossible, TransferReferenceRefused
 */
export async function resolveParked(tx: InCity, decision: Decision, by: Doer): Promise<Rupiah> {
  const payment = await lockLeftOver(tx, decision.paymentId);
  const left = payment?.left ?? rupiah(0);
  assertParked(left);
  if (decision.choice !== 'RESTART' && (await awaitsTransfer(tx, payment!.id))) throw new MoneyNotHere();
  const choice = { id: randomUUID(), payment: payment!, decision, by };
  if (decision.choice !== 'RESTART') endRestart(tx, payment!);
  switch (decision.choice) {
    case 'CREDIT': {
      const invoice = await lockPayable(tx, 'number', decision.invoiceNumber ?? '');
      const amount = creditOf(left, invoice);
      await passOn(tx, payment!, invoice!, amount);
      keep(tx, choice, amount, { invoiceId: invoice!.id, done: true });
      return amount;
    }
    case 'REFUND': {
      const reference = transferReference(decision.transferReference ?? '');
      giveBack(tx, payment!, left);
      keep(tx, choice, left, { reference, done: true });
      return left;
    }
    case 'RESTART': {
      const owner = await ownerOf(tx, payment!);
      keep(tx, choice, left, { ...owner, done: false });
      return left;
    }
  }
}

/** A new invoice of a donor and a worker for whom money is kept takes it, as far as it is owed. */
export async function creditRestarts(tx: InCity, reserved: BodyOf<typeof WorkerReserved>): Promise<void> {
  const { donorId, workerId, pledgeId } = reserved;
  const kept = await tx.query<{ id: string; paymentId: string }>(
    `select id, payment_id as "paymentId" from parked_choice
      where city_id = $1 and donor_id = $2 and worker_id = $3 and done_at is null order by decided_at, id for update`,
    [tx.city.code, donorId, workerId],
  );
  for (const { id, paymentId } of kept) {
    const payment = await lockLeftOver(tx, paymentId);
    const invoice = await lockNewest(tx, pledgeId);
    if (!payment || payment.left <= 0 || !invoice || invoice.received >= invoice.amount) continue;
    if (await awaitsTransfer(tx, payment.id)) continue;
    await passOn(tx, payment, invoice, creditOf(payment.left, invoice));
    tx.write('update parked_choice set done_at = now(), invoice_id = $3 where city_id = $1 and id = $2', [
      tx.city.code,
      id,
      invoice.id,
    ]);
  }
}

/** What is used otherwise is kept for no next pledge. */
function endRestart(tx: InCity, { id }: LeftOver): void {
  tx.write(
    'update parked_choice set done_at = now() where city_id = $1 and payment_id = $2 and done_at is null',
    [tx.city.code, id],
  );
}

function giveBack(tx: InCity, payment: LeftOver, amount: Rupiah): void {
  const { provider, providerPaymentId, orderId: reference } = payment;
  const reversed = rupiah(payment.reversed + amount);
  const movement = {
    why: 'REVERSAL',
    provider,
    providerPaymentId,
    kind: `REVERSAL:${reversed}`,
    reference,
  } as const;
  post(tx, movement, moved(payment.account, [{ account: BANK, amount }]));
  tx.write(
    `update payment set reversed = $3, state = case when missing > 0 then state when $3 = amount then 'REVERSED'
        else 'SETTLED' end where city_id = $1 and id = $2`,
    [tx.city.code, payment.id, reversed],
  );
}

async function ownerOf(
  tx: InCity,
  { id, invoiceId }: LeftOver,
): Promise<{ donorId: string; workerId: string }> {
  const [owner] = await tx.query<{ donorId: string; workerId: string }>(
    `select donor_id as "donorId", worker_id as "workerId" from invoice
      where city_id = $1 and id = $2 and not exists (
        select from parked_choice kept where kept.city_id = $1 and kept.payment_id = $3 and kept.done_at is null)`,
    [tx.city.code, invoiceId, id],
  );
  if (!owner) throw new RestartImpossible();
  return owner;
}

function keep(
  tx: InCity,
  { id, payment, decision, by }: { id: string; payment: LeftOver; decision: Decision; by: Doer },
  amount: Rupiah,
  more: { done: boolean; invoiceId?: string; reference?: string; donorId?: string; workerId?: string },
): void {
  tx.write(
    `insert into parked_choice (city_id, id, payment_id, choice, amount, invoice_id, transfer_reference, donor_id,
                                worker_id, decided_by, done_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, case when $11 then now() end)`,
    [
      ...[tx.city.code, id, payment.id, decision.choice, amount],
      ...[more.invoiceId ?? null, more.reference ?? null, more.donorId ?? null, more.workerId ?? null],
      ...[by.subject, more.done],
    ],
  );
  recordDeed(tx, {
    ...{ by, act: 'resolveParkedMoney', kind: 'ParkedMoney', object: payment.id },
    before: { left: payment.left },
    after: { choice: decision.choice, amount, invoiceId: more.invoiceId, choiceId: id },
  });
}
