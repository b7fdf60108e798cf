import { rupiah } from '@lindungi/jamsostek';
import { type City, type InCity, paymentWay } from '@lindungi/tenancy';
import { raise } from '../alarm/alarm.service';
import { type LockedInvoice, lockPayable, receive } from '../invoice/invoice.service';
import { heldAccount, moved, providerAccount } from '../ledger/ledger.rules';
import { post } from '../ledger/ledger.service';
import { Ahead, lockPayments } from './ahead.service';
import { claimNotices, type Ending, endNotices, type Notice, wakeWaiting } from './notice.service';
import { type LockedPayment, type Saying, settle, stepOf } from './payment.rules';
import { fieldsOf, type ProviderSaying } from './provider/provider.rules';
import { providerRules } from './provider/providers';
import { reversePayment } from './reversal.service';

/**
 * Works the oldest kept messages of a city: what they say is posted, told and marked as worked in one
 * transaction, so that a crash leaves them as they were.
 *
 * @param claimed  is told which, since a failure may show only at the commit
 * @param most     how many at most
 * @returns what came of each, in their order; empty when nothing is to be worked
 */
export async function workNotices(
  tx: InCity,
  claimed: (notices: readonly Notice[]) => void,
  most: number,
): Promise<string[]> {
  const notices = await claimNotices(tx, most);
  if (notices.length === 0) return [];
  claimed(notices);

  const read = notices.map((notice) => ({ notice, ...readingOf(notice, tx.city) }));
  const told = read.flatMap(({ notice: { provider }, said }) => (said ? [{ provider, said }] : []));
  const ahead = await Ahead.of(tx, told);
  const endings: Ending[] = [];
  for (const { notice, said, end } of read) {
    const [state, outcome] = said ? await work(tx, notice, said, ahead) : end;
    endings.push({ notice, state, outcome, providerPaymentId: said ? said.paymentId : end[2] });
  }
  endNotices(tx, endings);
  wakeWaiting(tx, ahead.settled);
  return endings.map(({ outcome }) => outcome);
}

/** How a message ended, and what came of it. */
type Ended = [state: Ending['state'], outcome: string];

type Reading =
  | { said: ProviderSaying; end?: undefined }
  /** It cannot be worked, or not yet. */
  | { said?: undefined; end: [state: 'PARKED' | 'ASKING', outcome: string, paymentId: string | null] };

function readingOf({ provider, body, answer }: Notice, city: City): Reading {
  const said = providerRules[provider].sayingOf(fieldsOf(answer ?? body) ?? {}, city.code);
  if ('unreadable' in said) return { end: ['PARKED', `UNREADABLE_${said.unreadable}`, null] };
  if (answer || !paymentWay(city, provider)?.api) return { said };
  return { end: ['ASKING', 'ASKING_ITS_PROVIDER', said.paymentId] };
}

async function work(tx: InCity, notice: Notice, said: ProviderSaying, ahead: Ahead): Promise<Ended> {
  const told = { provider: notice.provider, said };
  const payment = ahead.payment(told) ?? (await lockPayments(tx, [told]))[0]!;
  const step = stepOf(payment, said);
  switch (step.do) {
    case 'SETTLE': {
      const invoice = ahead.invoice(said.orderId) ?? (await lockPayable(tx, 'number', said.orderId));
      const paidAt = providerRules[notice.provider].settledAt(fieldsOf(notice.answer ?? notice.body) ?? {});
      const outcome = await settlePayment(tx, payment, invoice, said, paidAt ?? notice.receivedAt);
      ahead.settled.push(payment);
      return ['WORKED', outcome];
    }
    case 'REVERSE': {
      ahead.forget();
      const outcome = await reversePayment(tx, payment, step.amount);
      const state = outcome === 'MORE_THAN_CAME' ? 'PARKED' : 'WORKED';
      return [state, outcome];
    }
    case 'NOTE':
      tx.write('update payment set state = $3 where city_id = $1 and id = $2', [
        tx.city.code,
        payment.id,
        step.state,
      ]);
      return ['WORKED', step.state];
    case 'NOTE_GONE':
      tx.write(`update payment set state = 'FAILED', reversed = amount where city_id = $1 and id = $2`, [
        tx.city.code,
        payment.id,
      ]);
      return ['WORKED', 'FAILED'];
    case 'WAIT':
      return ['WAITING', 'BEFORE_ITS_PAYMENT'];
    case 'CONFLICT':
      return ['CONFLICT', 'CONTRADICTS_WHAT_IS_POSTED'];
    case 'NOTHING':
      return ['WORKED', 'NOTHING_NEW'];
  }
}

/** Money has come: held for its invoice, as excess, or in suspense when nobody knows the order. */
async function settlePayment(
  tx: InCity,
  payment: LockedPayment,
  invoice: LockedInvoice | undefined,
  { amount, orderId }: Saying,
  paidAt: string,
): Promise<string> {
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
  if (!invoice || !settlement) {
    raise(tx, 'ORDER_UNKNOWN', orderId);
    return 'SUSPENSE';
  }
  if (settlement.excess > 0) raise(tx, 'PAID_TOO_MUCH', orderId);
  await receive(tx, invoice, rupiah(invoice.received + settlement.held));
  return settlement.kind;
}
