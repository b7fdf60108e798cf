import { rupiah } from '@lindungi/jamsostek';
import type { PaymentProviderName } from '@lindungi/tenancy';
import type { ProviderStatus } from '../payment.rules';
import {
  type Fields,
  instant,
  type ProviderRules,
  type ProviderSaying,
  partOf,
  plain,
  type Unreadable,
  wholeRupiah,
} from './provider.rules';

const NOTHING = rupiah(0);

/**
 * What a bank says by SNAP, the standard of Bank Indonesia, in our words: that a virtual account was
 * paid (service 25), or what became of a QRIS payment (service 52).
 *
 *     virtual account          PAID: the call itself says so
 *     QRIS 00                  PAID
 *     QRIS 01, 02, 03          PENDING
 *     QRIS 04                  REVERSED
 *     QRIS 05, 06              FAILED    after a 00: taken back
 *
 * `paymentRequestId` names a payment to a virtual account, whatever X-EXTERNAL-ID it is told under;
 * `originalReferenceNo` one by QRIS.
 *
 * How sure: the fields of the virtual account are in developers.doku.com ("HTTP Notification Sample for
 * SNAP") and docs.midtrans.com; QRIS's in docs.winpay.id and docs.faspay.co.id, its statuses 01 to 06 from
 * memory of the standard. Nobody has seen a call of a real bank here.
 */
export const snapRules: ProviderRules = {
  eventIdOf(fields) {
    const payment = paymentOf(fields);
    if (!isQris(fields)) return payment;
    const status = plain(fields.latestTransactionStatus);
    return payment === undefined || status === undefined ? undefined : `${payment}/${status}`;
  },

  factsOf(fields) {
    const { value, currency } = moneyOf(fields);
    return JSON.stringify([
      fields.virtualAccountNo ?? fields.originalPartnerReferenceNo,
      value,
      currency ?? null,
    ]);
  },

  orderOf: (fields, cityCode) =>
    isQris(fields) ? plain(fields.originalPartnerReferenceNo) : orderOfAccount(fields, cityCode),

  sayingOf(fields, cityCode): ProviderSaying | Unreadable {
    const { value, currency } = moneyOf(fields);
    const paymentId = paymentOf(fields);
    const orderId = snapRules.orderOf(fields, cityCode);
    const status = isQris(fields) ? statusOf(fields) : 'PAID';
    const amount = wholeRupiah(value);
    if (paymentId === undefined) return { unreadable: 'PAYMENT' };
    if (orderId === undefined) return { unreadable: 'ORDER' };
    if (status === undefined) return { unreadable: 'STATUS' };
    if (amount === undefined || amount === 0) return { unreadable: 'AMOUNT' };
    if (currency !== 'IDR') return { unreadable: 'CURRENCY' };
    return { paymentId, orderId, status, amount, reversed: NOTHING };
  },

  settledAt: (fields) => instant(isQris(fields) ? fields.paidTime : fields.trxDateTime),
};

const isQris = (fields: Fields) => Object.hasOwn(fields, 'originalReferenceNo');

const moneyOf = (fields: Fields) => partOf(fields, isQris(fields) ? 'amount' : 'paidAmount');

function paymentOf(fields: Fields): string | undefined {
  const [kind, id] = isQris(fields)
    ? ['qris', plain(fields.originalReferenceNo)]
    : ['va', plain(fields.paymentRequestId)];
  return id === undefined ? undefined : `${kind}:${id}`;
}

const statuses: Readonly<Record<string, ProviderStatus>> = {
  '00': 'PAID',
  '01': 'PENDING',
  '02': 'PENDING',
  '03': 'PENDING',
  '04': 'REVERSED',
  '05': 'FAILED',
  '06': 'FAILED',
};

const statusOf = ({ latestTransactionStatus: it }: Fields): ProviderStatus | undefined =>
  typeof it === 'string' && Object.hasOwn(statuses, it) ? statuses[it] : undefined;

/**
 * The customer's part of a virtual account number: the digits of the invoice's number, the city's code
 * first, so that an account of another city is seen to be that.
 *
 *     INV-3374-202611-000123   3374202611000123
 */
export const customerNoOf = (invoiceNumber: string): string => invoiceNumber.replace(/\D/g, '');

/** How an invoice is paid at a provider: by its number, and at a bank by an account made of it. */
export const payToOf = (provider: PaymentProviderName, number: string) => ({
  provider,
  orderId: number,
  customerNo: provider === 'SNAP' ? customerNoOf(number) : null,
});

/**
 * The order a virtual account is for. What is no account of an invoice, or has another number in
 * `virtualAccountNo` than in its parts, is an order nobody knows: its money waits in suspense.
 */
function orderOfAccount(fields: Fields, cityCode: string): string | undefined {
  const whole = accountNo(fields.virtualAccountNo);
  const customer = accountNo(fields.customerNo);
  if (whole === undefined || customer === undefined) return undefined;
  const [, code, month, counter] = /^(\d{4})(\d{6})(\d{6})$/.exec(customer) ?? [];
  const service = accountNo(fields.partnerServiceId);
  if (code !== cityCode || service === undefined || service + customer !== whole) return `VA-${whole}`;
  return `INV-${code}-${month}-${counter}`;
}

/** Digits, which a bank may pad with spaces on the left. */
function accountNo(text: unknown): string | undefined {
  return typeof text === 'string' && /^ {0,8}[0-9]{1,28}$/.test(text) ? text.trimStart() : undefined;
}

/** The invoice an inquiry asks for, as far as it is owed. */
export interface InquiredInvoice {
  state: string;
  /** Rupiah still owed. */
  owed: number;
}

/** Names a bank knows, of service and case; with the HTTP status in front they are its responseCode. */
export type SnapAnswer = Readonly<{ status: number; body: Record<string, unknown> }>;

/** @param service  '24' inquiry, '25' payment, '52' QRIS */
export function snapAnswer(service: string, status: number, what: string, message: string): SnapAnswer {
  return { status, body: { responseCode: `${status}${service}${what}`, responseMessage: message } };
}

/** What a bank is told that asks what is owed on a virtual account, before it takes any money. No name is told. */
export function inquiryAnswer(fields: Fields, invoice: InquiredInvoice | undefined): SnapAnswer {
  if (!invoice) return snapAnswer('24', 404, '12', 'Invalid Bill/Virtual Account [Not Found]');
  if (invoice.state === 'CANCELLED') return snapAnswer('24', 404, '19', 'Invalid Bill/Virtual Account');
  if (invoice.owed === 0) return snapAnswer('24', 404, '14', 'Paid Bill');
  const { status, body } = snapAnswer('24', 200, '00', 'Successful');
  const { partnerServiceId, customerNo, virtualAccountNo, inquiryRequestId } = fields;
  const virtualAccountData = {
    inquiryStatus: '00',
    ...{ partnerServiceId, customerNo, virtualAccountNo, inquiryRequestId },
    virtualAccountName: 'Iuran pekerja rentan',
    totalAmount: { value: `${invoice.owed}.00`, currency: 'IDR' },
  };
  return { status, body: { ...body, virtualAccountData } };
}
