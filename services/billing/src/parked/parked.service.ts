import { randomUUID } from 'node:crypto';
import type { BodyOf, WorkerReserved } from '@lindungi/events';
import { type Rupiah, rupiah } from '@lindungi/jamsostek';
import type { InCity } from '@lindungi/tenancy';
import { type LockedInvoice, lockInvoice, receive } from '../invoice/invoice.service';
import { type Account, heldAccount, type MoneySource, moved } from '../ledger/ledger.rules';
import { post, restAccountOf } from '../ledger/ledger.service';
import { transferReference } from '../remittance/approval.rules';
import { RestartImpossible } from './parked.errors';
import { assertParked, type Choice, creditOf } from './parked.rules';

/** Money on its way from one use to another; at the end of every choice it is empty. */
const CLEARING = 'provider:credit';
/** Where a refund leaves from: the city's own account. */
const BANK = 'provider:bank';

interface Parked {
  id: string;
  provider: MoneySource;
  providerPaymentId: string;
  orderId: string;
  invoiceId: string | null;
  amount: Rupiah;
  reversed: Rupiah;
  /** Where what is left of this very payment stands. */
  account: 'excess' | 'suspense';
  left: Rupiah;
}

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
 * @throws NothingParked, InvoiceNotOpen, RestartImpossible, TransferReferenceRefused
 */
export async function resolveParked(tx: InCity, decision: Decision, by: string): Promise<Rupiah> {
  const payment = await lockParked(tx, decision.paymentId);
  const left = payment?.left ?? rupiah(0);
  assertParked(left);
  const choice = { id: randomUUID(), payment: payment!, decision, by };
  if (decision.choice !== 'RESTART') endRestart(tx, payment!);
  switch (decision.choice) {
    case 'CREDIT': {
      const invoice = await lockInvoice(tx, 'number', decision.invoiceNumber ?? '');
      const amount = creditOf(left, invoice);
      await credit(tx, payment!, invoice!, amount);
      keep(tx, choice, amount, { invoiceId: invoice!.id, done: true });
      return amount;
    }
    case 'REFUND': {
      const reference = transferReference(decision.transferReference ?? '');
      giveBack(tx, payment!, BANK, left);
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
    const payment = await lockParked(tx, paymentId);
    const invoice = await lockInvoice(tx, 'pledge_id', pledgeId);
    if (!payment || payment.left <= 0 || !invoice || invoice.received >= invoice.amount) continue;
    await credit(tx, payment, invoice, creditOf(payment.left, invoice));
    tx.write('update parked_choice set done_at = now(), invoice_id = $3 where city_id = $1 and id = $2', [
      tx.city.code,
      id,
      invoice.id,
    ]);
  }
}

/** Out of the one payment, and in as one of its own, so that each is counted and can be taken back by itself. */
async function credit(tx: InCity, from: Parked, to: LockedInvoice, amount: Rupiah): Promise<void> {
  giveBack(tx, from, CLEARING, amount);
  const id = randomUUID();
  tx.write(
    `insert into payment (city_id, id, provider, provider_payment_id, order_id, invoice_id, amount, state, paid_at)
     values ($1, $2, 'CREDIT', $3, $4, $5, $6, 'SETTLED', now())`,
    [tx.city.code, id, id, to.number, to.id, amount],
  );
  const movement = { why: 'PAYMENT', provider: 'CREDIT', providerPaymentId: id, kind: 'PAYMENT' } as const;
  post(tx, { ...movement, reference: to.number }, moved(CLEARING, [{ account: heldAccount(to.id), amount }]));
  await receive(tx, to, rupiah(to.received + amount));
}

/** What is used otherwise is kept for no next pledge. */
function endRestart(tx: InCity, { id }: Parked): void {
  tx.write(
    'update parked_choice set done_at = now() where city_id = $1 and payment_id = $2 and done_at is null',
    [tx.city.code, id],
  );
}

function giveBack(tx: InCity, payment: Parked, into: Account, amount: Rupiah): void {
  const { provider, providerPaymentId, orderId: reference } = payment;
  const reversed = rupiah(payment.reversed + amount);
  const movement = {
    why: 'REVERSAL',
    provider,
    providerPaymentId,
    kind: `REVERSAL:${reversed}`,
    reference,
  } as const;
  post(tx, movement, moved(payment.account, [{ account: into, amount }]));
  tx.write(
    `update payment set reversed = $3, state = case when missing > 0 then state when $3 = amount then 'REVERSED'
        else 'SETTLED' end where city_id = $1 and id = $2`,
    [tx.city.code, payment.id, reversed],
  );
}

async function lockParked(tx: InCity, paymentId: string): Promise<Parked | undefined> {
  const [payment] = await tx.query<Omit<Parked, 'account' | 'left'>>(
    `select id, provider, provider_payment_id as "providerPaymentId", order_id as "orderId",
            invoice_id as "invoiceId", amount, reversed
       from payment where city_id = $1 and id::text = $2 for update`,
    [tx.city.code, paymentId],
  );
  if (!payment) return undefined;
  const account = await restAccountOf(tx, payment);
  const [row] = await tx.query<{ left: Rupiah }>(
    `select coalesce(sum(posting.amount), 0)::bigint as left from ledger_transaction it
       join posting on posting.city_id = it.city_id and posting.transaction_id = it.id
      where it.city_id = $1 and it.provider = $2 and it.provider_payment_id = $3 and posting.account = $4`,
    [tx.city.code, payment.provider, payment.providerPaymentId, account],
  );
  return { ...payment, account, left: row!.left };
}

async function ownerOf(
  tx: InCity,
  { id, invoiceId }: Parked,
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
  { id, payment, decision, by }: { id: string; payment: Parked; decision: Decision; by: string },
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
      ...[by, more.done],
    ],
  );
}
