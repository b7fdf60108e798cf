import { type Rupiah, rupiah, sum } from '@lindungi/jamsostek';
import type { ProviderStatus } from '../payment.rules';
import { type Fields, type ProviderSaying, plain, type Unreadable, wholeRupiah } from './provider.rules';

/**
 * Which event of which payment a notification tells; every repetition has the same id.
 *
 * Midtrans numbers no notifications. A payment (`transaction_id`) takes each status once, but a
 * capture is told again when its fraud check ends (other `status_code` and `fraud_status`), and
 * every further part that goes back is again a 'partial_refund' or a 'partial_chargeback' (other
 * sum). The order and the amount are *not* part of the id: the same event with another amount must
 * be noticed, not be taken for another event.
 *
 * @returns undefined when the parts are missing or unfit; the caller then names the bytes themselves
 */
export function eventIdOf(fields: Fields): string | undefined {
  const status = plain(fields.transaction_status);
  const parts = [plain(fields.transaction_id), status, plain(fields.status_code)];
  if (status === 'capture') parts.push(plain(fields.fraud_status) ?? 'unchecked');
  if (statuses[status ?? ''] === 'PARTLY_REVERSED') parts.push(String(refundedOf(fields) ?? 'unsaid'));
  return parts.includes(undefined) ? undefined : parts.join('/');
}

/** What an event says that counts; a repetition that says otherwise is a contradiction. */
export function factsOf(fields: Fields): string {
  return JSON.stringify([
    fields.order_id,
    fields.gross_amount,
    fields.currency ?? 'IDR',
    fields.fraud_status ?? null,
  ]);
}

/**
 * A notification in our words.
 *
 *     settlement, capture + accept    PAID        (only with status code 200)
 *     pending, capture + challenge    PENDING
 *     deny, cancel, failure,
 *     capture + deny                  FAILED      after a settlement: the bank took it back
 *     expire                          EXPIRED
 *     refund, chargeback              REVERSED
 *     partial_refund,
 *     partial_chargeback              PARTLY_REVERSED
 *
 * Source: docs.midtrans.com, Transaction Status; Refund Transaction.
 */
export function sayingOf(fields: Fields): ProviderSaying | Unreadable {
  const paymentId = plain(fields.transaction_id);
  const orderId = plain(fields.order_id);
  const status = statusOf(fields);
  const amount = wholeRupiah(fields.gross_amount);
  if (paymentId === undefined) return { unreadable: 'PAYMENT' };
  if (orderId === undefined) return { unreadable: 'ORDER' };
  if (status === undefined) return { unreadable: 'STATUS' };
  if (amount === undefined || amount === 0) return { unreadable: 'AMOUNT' };
  if ((fields.currency ?? 'IDR') !== 'IDR') return { unreadable: 'CURRENCY' };

  const reversed = status === 'PARTLY_REVERSED' ? refundedOf(fields) : rupiah(0);
  if (reversed === undefined || reversed > amount) return { unreadable: 'REFUND' };
  return { paymentId, orderId, status, amount, reversed };
}

const statuses: Readonly<Record<string, ProviderStatus>> = {
  pending: 'PENDING',
  deny: 'FAILED',
  cancel: 'FAILED',
  failure: 'FAILED',
  expire: 'EXPIRED',
  refund: 'REVERSED',
  chargeback: 'REVERSED',
  partial_refund: 'PARTLY_REVERSED',
  partial_chargeback: 'PARTLY_REVERSED',
};

function statusOf(fields: Fields): ProviderStatus | undefined {
  const status = fields.transaction_status;
  if (status === 'settlement') return fields.status_code === '200' ? 'PAID' : undefined;
  if (status === 'capture') return captured(fields);
  return typeof status === 'string' && Object.hasOwn(statuses, status) ? statuses[status] : undefined;
}

function captured({ fraud_status, status_code }: Fields): ProviderStatus | undefined {
  if (fraud_status === 'accept') return status_code === '200' ? 'PAID' : undefined;
  if (fraud_status === 'challenge') return 'PENDING';
  return fraud_status === 'deny' ? 'FAILED' : undefined;
}

/**
 * All that was taken back of a payment so far: `refund_amount` is cumulative, `refunds` lists the parts.
 * How a partial chargeback writes its sum Midtrans does not say; another way than this is not read.
 */
function refundedOf({ refund_amount, refunds }: Fields): Rupiah | undefined {
  if (refund_amount !== undefined) return positive(wholeRupiah(refund_amount));
  if (!Array.isArray(refunds)) return undefined;
  const parts = refunds.map((it: unknown) => wholeRupiah((it as Fields | null)?.refund_amount));
  return parts.some((it) => it === undefined) ? undefined : positive(sum(parts as Rupiah[]));
}

const positive = (amount: Rupiah | undefined) => (amount === undefined || amount <= 0 ? undefined : amount);

/** The order a notification is about, whatever else of it can be read. */
export const orderOf = (fields: Fields): string | undefined => plain(fields.order_id);

/** When the provider had the money, in UTC; it writes Jakarta's clock: '2026-11-22 10:00:00'. */
export function settledAt(fields: Fields): string | undefined {
  const written = fields.settlement_time ?? fields.transaction_time;
  if (typeof written !== 'string' || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(written)) return undefined;
  const at = new Date(`${written.replace(' ', 'T')}+07:00`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
