import { rupiah } from '@lindungi/jamsostek';
import type { ProviderStatus } from '../payment.rules';
import {
  type Fields,
  instant,
  type ProviderRules,
  type ProviderSaying,
  plain,
  type Unreadable,
  wholeNumber,
} from './provider.rules';

/**
 * An invoice of Xendit in our words.
 *
 *     PAID, SETTLED   PAID      SETTLED tells the same money again, when it reached the balance
 *     PENDING         PENDING
 *     EXPIRED         EXPIRED
 *
 * `paid_amount` is what the payer gave, `amount` what was asked. An invoice of theirs is paid once, so
 * its `id` names the payment. Their invoice callback tells no refund: that is a product of its own.
 *
 * How sure: the fields are in Xendit's own InvoiceCallback (xendit-node, docs/invoice), the token header
 * in docs.xendit.co, "Callback setup"; that SETTLED may follow PAID comes from second hands. Nobody has
 * seen a call of a real account here.
 */
export const xenditRules: ProviderRules = {
  eventIdOf(fields) {
    const parts = [plain(fields.id), plain(fields.status)];
    return parts.includes(undefined) ? undefined : parts.join('/');
  },

  factsOf: ({ external_id, amount, paid_amount, currency }) =>
    JSON.stringify([external_id, amount, paid_amount ?? null, currency ?? null]),

  orderOf: (fields) => plain(fields.external_id),

  sayingOf(fields): ProviderSaying | Unreadable {
    const paymentId = plain(fields.id);
    const orderId = plain(fields.external_id);
    const status = statusOf(fields);
    // what was paid; as long as nothing was, what is asked
    const amount = wholeNumber(status === 'PAID' ? fields.paid_amount : fields.amount);
    if (paymentId === undefined) return { unreadable: 'PAYMENT' };
    if (orderId === undefined) return { unreadable: 'ORDER' };
    if (status === undefined) return { unreadable: 'STATUS' };
    if (amount === undefined || amount === 0) return { unreadable: 'AMOUNT' };
    if (fields.currency !== 'IDR') return { unreadable: 'CURRENCY' };
    return { paymentId, orderId, status, amount, reversed: NOTHING };
  },

  settledAt: ({ paid_at }) => instant(paid_at),
};

const statuses: Readonly<Record<string, ProviderStatus>> = {
  PENDING: 'PENDING',
  PAID: 'PAID',
  SETTLED: 'PAID',
  EXPIRED: 'EXPIRED',
};

const statusOf = ({ status }: Fields): ProviderStatus | undefined =>
  typeof status === 'string' && Object.hasOwn(statuses, status) ? statuses[status] : undefined;

const NOTHING = rupiah(0);
