import { type City, type InCity, paymentWay } from '@lindungi/tenancy';
import { type LockedInvoice, lockPayable } from '../invoice/invoice.service';
import { Ahead, type AheadPayment, keepPayments, lockPayments, type Told } from './ahead.service';
import { claimNotices, type Ending, endNotices, type Notice, wakeWaiting } from './notice.service';
import { stepOf } from './payment.rules';
import { fieldsOf, type ProviderSaying } from './provider/provider.rules';
import { providerRules } from './provider/providers';
import { reversePayment } from './reversal.service';
import { Settlements } from './settlements.service';

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
  const batch = { ahead: await Ahead.of(tx, told), settlements: new Settlements() };
  const endings: Ending[] = [];
  for (const { notice, said, end } of read) {
    const [state, outcome] = said ? await work(tx, notice, said, batch) : end;
    endings.push({ notice, state, outcome, providerPaymentId: said ? said.paymentId : end[2] });
  }
  await batch.settlements.write(tx);
  endNotices(tx, endings);
  wakeWaiting(tx, batch.settlements.settled);
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

/** What a batch has read ahead, and what it has decided. */
interface Batch {
  ahead: Ahead;
  settlements: Settlements;
}

async function work(tx: InCity, notice: Notice, said: ProviderSaying, batch: Batch): Promise<Ended> {
  const { ahead, settlements } = batch;
  const payment = await paymentOf(tx, { provider: notice.provider, said }, batch);
  const step = stepOf(payment, said);
  switch (step.do) {
    case 'SETTLE': {
      const { orderId, amount } = said;
      const invoice = ahead.invoice(orderId) ?? (await payableOf(tx, orderId, settlements));
      const paidAt = providerRules[notice.provider].settledAt(fieldsOf(notice.answer ?? notice.body) ?? {});
      const came = { payment, invoice, amount, orderId, paidAt: paidAt ?? notice.receivedAt };
      return ['WORKED', settlements.add(came)];
    }
    case 'REVERSE': {
      await settlements.write(tx);
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

/** As it was read ahead; or, when it was handed out before, as what was decided since leaves it. */
async function paymentOf(tx: InCity, told: Told, { ahead, settlements }: Batch): Promise<AheadPayment> {
  const known = ahead.payment(told);
  if (known) return known;
  await settlements.write(tx);
  keepPayments(tx, [told]);
  const [payment] = await lockPayments(tx, [told]);
  return { ...payment!, isNew: false };
}

async function payableOf(
  tx: InCity,
  orderId: string,
  settlements: Settlements,
): Promise<LockedInvoice | undefined> {
  await settlements.write(tx);
  return lockPayable(tx, 'number', orderId);
}
