import { randomUUID } from 'node:crypto';
import { rupiah } from '@lindungi/jamsostek';
import { type InCity, type PaymentProviderName, paymentWay } from '@lindungi/tenancy';
import { raise } from '../alarm/alarm.service';
import { lockPayable, receive } from '../invoice/invoice.service';
import { heldAccount, moved, providerAccount } from '../ledger/ledger.rules';
import { post } from '../ledger/ledger.service';
import { claimNotice, endNotice, type Notice, wakeWaiting } from './notice.service';
import { type LockedPayment, type Saying, settle, stepOf } from './payment.rules';
import { fieldsOf, type ProviderSaying } from './provider/provider.rules';
import { providerRules } from './provider/providers';
import { reversePayment } from './reversal.service';

/**
 * Works the oldest kept message of a city: what it says is posted, told and marked as worked in one
 * transaction, so that a crash leaves it as it was.
 *
 * @param claimed  is told which one, since a failure may show only at the commit
 * @returns what came of it; undefined when nothing is to be worked
 */
export async function workNextNotice(
  tx: InCity,
  claimed: (notice: Notice) => void,
): Promise<string | undefined> {
  const notice = await claimNotice(tx);
  if (!notice) return undefined;
  claimed(notice);
  return work(tx, notice);
}

async function work(tx: InCity, notice: Notice): Promise<string> {
  const { sayingOf, settledAt } = providerRules[notice.provider];
  const fields = fieldsOf(notice.answer ?? notice.body) ?? {};
  const said = sayingOf(fields, tx.city.code);
  if ('unreadable' in said) return endNotice(tx, notice, 'PARKED', `UNREADABLE_${said.unreadable}`, null);
  if (!notice.answer && paymentWay(tx.city, notice.provider)?.api) {
    return endNotice(tx, notice, 'ASKING', 'ASKING_ITS_PROVIDER', said.paymentId);
  }

  const payment = await lockPayment(tx, notice.provider, said);
  const step = stepOf(payment, said);
  switch (step.do) {
    case 'SETTLE': {
      const outcome = await settlePayment(tx, payment, said, settledAt(fields) ?? notice.receivedAt);
      return endNotice(tx, notice, 'WORKED', outcome, said.paymentId);
    }
    case 'REVERSE': {
      const outcome = await reversePayment(tx, payment, step.amount);
      const state = outcome === 'MORE_THAN_CAME' ? 'PARKED' : 'WORKED';
      return endNotice(tx, notice, state, outcome, said.paymentId);
    }
    case 'NOTE':
      tx.write('update payment set state = $3 where city_id = $1 and id = $2', [
        tx.city.code,
        payment.id,
        step.state,
      ]);
      return endNotice(tx, notice, 'WORKED', step.state, said.paymentId);
    case 'NOTE_GONE':
      tx.write(`update payment set state = 'FAILED', reversed = amount where city_id = $1 and id = $2`, [
        tx.city.code,
        payment.id,
      ]);
      return endNotice(tx, notice, 'WORKED', 'FAILED', said.paymentId);
    case 'WAIT':
      return endNotice(tx, notice, 'WAITING', 'BEFORE_ITS_PAYMENT', said.paymentId);
    case 'CONFLICT':
      return endNotice(tx, notice, 'CONFLICT', 'CONTRADICTS_WHAT_IS_POSTED', said.paymentId);
    case 'NOTHING':
      return endNotice(tx, notice, 'WORKED', 'NOTHING_NEW', said.paymentId);
  }
}

/** The payment a provider speaks of, made known if it is not; two workers come here one after the other. */
async function lockPayment(
  tx: InCity,
  provider: PaymentProviderName,
  said: ProviderSaying,
): Promise<LockedPayment> {
  const { code } = tx.city;
  tx.write(
    `insert into payment (city_id, id, provider, provider_payment_id, order_id, amount, state, invoice_id)
     values ($1, $2, $6, $3, $4, $5, 'PENDING', (select id from invoice where city_id = $1 and number = $4))
     on conflict (city_id, provider, provider_payment_id) do nothing`,
    [code, randomUUID(), said.paymentId, said.orderId, said.amount, provider],
  );
  const [payment] = await tx.query<LockedPayment>(
    `select id, provider, provider_payment_id as "providerPaymentId", order_id as "orderId", invoice_id as "invoiceId",
            state, amount, reversed, missing
       from payment where city_id = $1 and provider = $3 and provider_payment_id = $2 for update`,
    [code, said.paymentId, provider],
  );
  return payment!;
}

/** Money has come: held for its invoice, as excess, or in suspense when nobody knows the order. */
async function settlePayment(
  tx: InCity,
  payment: LockedPayment,
  said: Saying,
  paidAt: string,
): Promise<string> {
  const { amount, orderId } = said;
  const invoice = await lockPayable(tx, 'number', orderId);
  const settlement = invoice && settle(invoice, amount);
  const movement = {
    why: 'PAYMENT',
    provider: payment.provider,
    providerPaymentId: payment.providerPaymentId,
    kind: 'PAYMENT',
    reference: orderId,
  } as const;
  post(
    tx,
    movement,
    moved(
      providerAccount(payment.provider),
      invoice && settlement
        ? [
            { account: heldAccount(invoice.id), amount: settlement.held },
            { account: 'excess', amount: settlement.excess },
          ]
        : [{ account: 'suspense', amount }],
    ),
  );
  tx.write(
    `update payment set state = 'SETTLED', amount = $3, order_id = $4, invoice_id = $5, paid_at = $6
      where city_id = $1 and id = $2`,
    [tx.city.code, payment.id, amount, orderId, invoice?.id ?? null, paidAt],
  );
  wakeWaiting(tx, payment.provider, payment.providerPaymentId);
  if (!invoice || !settlement) {
    raise(tx, 'ORDER_UNKNOWN', orderId);
    return 'SUSPENSE';
  }
  if (settlement.excess > 0) raise(tx, 'PAID_TOO_MUCH', orderId);
  await receive(tx, invoice, rupiah(invoice.received + settlement.held));
  return settlement.kind;
}
