import { rupiah } from '@lindungi/jamsostek';
import type { ProviderStatus } from '../payment.rules';
import {
  type Fields,
  instant,
  type ProviderRules,
  type ProviderSaying,
  partOf,
  plain,
  type Unreadable,
  wholeNumber,
} from './provider.rules';

const NOTHING = rupiah(0);

/**
 * A notification of DOKU (not SNAP) in our words.
 *
 *     SUCCESS                      PAID
 *     PENDING, TIMEOUT, REDIRECT   PENDING    not final: another notification follows
 *     FAILED                       FAILED     after a SUCCESS: taken back
 *     EXPIRED                      EXPIRED
 *     REFUNDED                     REVERSED
 *
 * `transaction.original_request_id` is the request by which the payment was asked for, and names it.
 * Notifications are sent again after 30 minutes, 6 and 12 hours, so none is refused for its age:
 * its event can only be booked once.
 *
 * How sure: body and headers are in developers.doku.com, "HTTP Notification Sample - Non SNAP", the
 * statuses in "Check Status API, Non-SNAP". That no currency is told, and rupiah are meant, is read from
 * there too. Nobody has seen a call of a real account here.
 */
export const dokuRules: ProviderRules = {
  eventIdOf(fields) {
    const parts = [paymentOf(fields), plain(partOf(fields, 'transaction').status)];
    return parts.includes(undefined) ? undefined : parts.join('/');
  },

  factsOf(fields) {
    const { invoice_number, amount, currency } = partOf(fields, 'order');
    return JSON.stringify([invoice_number, amount, currency ?? null]);
  },

  orderOf: (fields) => plain(partOf(fields, 'order').invoice_number),

  sayingOf(fields): ProviderSaying | Unreadable {
    const order = partOf(fields, 'order');
    const paymentId = paymentOf(fields);
    const orderId = plain(order.invoice_number);
    const status = statusOf(fields);
    const amount = wholeNumber(order.amount);
    if (paymentId === undefined) return { unreadable: 'PAYMENT' };
    if (orderId === undefined) return { unreadable: 'ORDER' };
    if (status === undefined) return { unreadable: 'STATUS' };
    if (amount === undefined || amount === 0) return { unreadable: 'AMOUNT' };
    if ((order.currency ?? 'IDR') !== 'IDR') return { unreadable: 'CURRENCY' };
    return { paymentId, orderId, status, amount, reversed: NOTHING };
  },

  settledAt: (fields) => instant(partOf(fields, 'transaction').date),
};

const paymentOf = (fields: Fields) => plain(partOf(fields, 'transaction').original_request_id);

const statuses: Readonly<Record<string, ProviderStatus>> = {
  SUCCESS: 'PAID',
  PENDING: 'PENDING',
  TIMEOUT: 'PENDING',
  REDIRECT: 'PENDING',
  FAILED: 'FAILED',
  EXPIRED: 'EXPIRED',
  REFUNDED: 'REVERSED',
};

function statusOf(fields: Fields): ProviderStatus | undefined {
  const { status } = partOf(fields, 'transaction');
  return typeof status === 'string' && Object.hasOwn(statuses, status) ? statuses[status] : undefined;
}
